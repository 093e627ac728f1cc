import { Picture } from './Picture.tsx';
import { Scene } from './Scene.tsx';

/** The quiet scene of a set: an island, the sea, and what the set is for. */
export const Calm = ({ island, icon }: { island: string; icon: string }) => (
  <Scene island={island} mood="day">
    <div className="calm-art" aria-hidden="true">
      <Picture name={icon} size={150} />
    </div>
  </Scene>
);
