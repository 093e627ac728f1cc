/** The lazy chunk of practice outside the path. */
export { OfflineDoor } from './OfflineDoor.tsx';
export { OfflineDrill } from './OfflineDrill.tsx';
export { PracticeHub } from './PracticeHub.tsx';
