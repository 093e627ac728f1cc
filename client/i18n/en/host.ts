export const host = {
  title: 'Host console',
};
