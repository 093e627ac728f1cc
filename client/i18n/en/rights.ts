export const rights = {
  title: 'My data',
};
