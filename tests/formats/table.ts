import { createReader } from '../../server/formats/reader.ts';
import { expectedFiles, HAVE_REAL_FILES, realFile } from './real-files.ts';

const typesOf = (types: Record<string, number>): string =>
  Object.entries(types)
    .map(([type, n]) => `${type} ${n}`)
    .join(', ');

/** Prints what an independent reader found in every real file beside what we read; ends with 1 when a question that was
 * expected is neither imported nor refused with a reason. */
const main = async (): Promise<number> => {
  if (!HAVE_REAL_FILES) throw new Error('../shared/data/questions is not there');
  const expected = expectedFiles();
  const reader = createReader();
  let lost = 0;
  process.stdout.write(
    '| file | expected | imported | refused | expected types | our types | refused because |\n|---|---|---|---|---|---|---|\n',
  );
  for (const { file, count, types } of expected) {
    const { reading } = await reader.read(realFile(file));
    const ours: Record<string, number> = {};
    for (const { question } of reading?.questions ?? []) ours[question.type] = (ours[question.type] ?? 0) + 1;
    const [imported, refused] = [reading?.questions.length ?? 0, reading?.rejected.length ?? 0];
    if (imported + refused < count) lost += 1;
    const why = [...new Set((reading?.rejected ?? []).map((n) => n.code))].join(', ');
    process.stdout.write(
      `| ${file} | ${count} | ${imported} | ${refused} | ${typesOf(types)} | ${typesOf(ours)} | ${why} |\n`,
    );
  }
  await reader.close();
  process.stdout.write(`\n${expected.length} files, ${lost} with a silent loss\n`);
  return lost === 0 ? 0 : 1;
};

process.exitCode = await main();
