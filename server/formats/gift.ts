export { readGift } from './gift-read.ts';
