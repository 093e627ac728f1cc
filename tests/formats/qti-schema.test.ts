import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUESTION_TYPES } from '../../server/domain/question.ts';
import { writeQti22 } from '../../server/formats/qti.ts';
import { readZip } from '../../server/formats/zip.ts';
import { portableArb } from './arbitrary.ts';

/**
 * The published schema stays out of the repository: QTI_SCHEMA names a folder that holds qtiv2p2/imsqti_v2p2.xsd with
 * the schemas that it imports beside it; `xmllint` checks.
 */
const folder = process.env.QTI_SCHEMA ?? '';
const schema = join(folder, 'qtiv2p2', 'imsqti_v2p2.xsd');
const ready = folder !== '' && existsSync(schema) && spawnSync('xmllint', ['--version']).status === 0;
if (!ready)
  console.info('QTI 2.2 schema check skipped: set QTI_SCHEMA to the schema folder and install xmllint.');

/** Unpacks the XML of an export, checks it and gives back what the schema objects to. */
const faultsOf = (bytes: Uint8Array): { files: number; faults: string } => {
  const zip = readZip(bytes);
  const at = mkdtempSync(join(tmpdir(), 'qti-schema-'));
  try {
    const names = zip.names.filter((n) => n.endsWith('.xml') && n !== 'imsmanifest.xml');
    const paths = names.map((name, i) => {
      const path = join(at, `${i}.xml`);
      writeFileSync(path, zip.read(name) ?? new Uint8Array());
      return path;
    });
    const run = spawnSync('xmllint', ['--nonet', '--noout', '--schema', schema, ...paths], {
      encoding: 'utf8',
    });
    const faults = run.stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'));
    return { files: paths.length, faults: faults.slice(0, 5).join('\n') };
  } finally {
    rmSync(at, { recursive: true });
  }
};

describe.skipIf(!ready)('QTI 2.2 export', () => {
  it.each(QUESTION_TYPES)(
    'items of type %s and their test are valid',
    (type) => {
      const questions = fc.sample(portableArb([type]), { numRuns: 60, seed: 7 });
      const { bytes } = writeQti22({ bank: 'Bank', questions, media: new Map(), lang: 'zh' });
      expect(faultsOf(bytes)).toEqual({ files: 61, faults: '' });
    },
    60_000,
  );

  it('pictures and sounds are valid', () => {
    const stem = {
      zh: '看图：![标志](media:sign.png) 听：![录音](media:voice.mp3)\n\n- 一\n- **二**\n\n```\na < b\n```',
    };
    const question = { id: 'q', type: 'essay' as const, stem, difficulty: 3 };
    const media = new Map([
      ['sign.png', new Uint8Array([1])],
      ['voice.mp3', new Uint8Array([1])],
    ]);
    const { bytes } = writeQti22({ bank: 'Bank', questions: [{ question }], media, lang: 'zh' });
    expect(faultsOf(bytes)).toEqual({ files: 2, faults: '' });
  }, 60_000);
});
