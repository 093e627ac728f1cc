export const traits = {
  title: 'My traits',
};
