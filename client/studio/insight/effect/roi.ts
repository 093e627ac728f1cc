import { type RoiSheet, roiOf } from '../../../../server/domain/effect.ts';

/** The part of the entered benefits that would just pay the cost back, as a share; undefined without benefit or cost. */
export const breakEven = (sheet: RoiSheet): number | undefined => {
  const { benefit, cost } = roiOf(sheet);
  return benefit > 0 && cost > 0 ? cost / benefit : undefined;
};
