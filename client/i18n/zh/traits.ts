export const traits = {
  title: '性格小测',
};
