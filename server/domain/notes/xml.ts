import type { NoteText } from './common.ts';

const REPACK = {
  zh: '请重新打包成普通 ZIP 再导入。',
  en: 'Pack the files again as an ordinary ZIP and import that.',
};

/** Notes of the xml formats. */
export const xmlNotes = {
  'xml.broken': {
    zh: { reason: 'XML 有语法错误：{reason}。', cure: '请从原系统重新导出，或按行号改正。' },
    en: {
      reason: 'The XML is not well-formed: {reason}.',
      cure: 'Export it again from its home system, or correct it at that line.',
    },
  },
  'xml.truncated': {
    zh: {
      reason: '文件不完整：第 {line} 行的 <{tag}> 没有结束。',
      cure: '文件可能没有下载完，请重新导出或下载。',
    },
    en: {
      reason: 'The file is cut off: <{tag}> of line {line} never ends.',
      cure: 'It was probably not downloaded completely: export or download it again.',
    },
  },
  'xml.entities': {
    zh: {
      reason: '文件自己定义了实体（ENTITY），为安全起见不读取。',
      cure: '请删去 DOCTYPE 里的定义再导入。',
    },
    en: {
      reason: 'The file defines entities of its own, which are not read for safety.',
      cure: 'Remove the definitions in its DOCTYPE and import it again.',
    },
  },
  'xml.too_deep': {
    zh: { reason: '元素嵌套超过 {most} 层。', cure: '请从原系统重新导出。' },
    en: {
      reason: 'Elements are nested more than {most} deep.',
      cure: 'Export it again from its home system.',
    },
  },
  'xml.too_big': {
    zh: { reason: '元素超过 {most} 个。', cure: '请拆成几个文件再导入。' },
    en: { reason: 'It has more than {most} elements.', cure: 'Split it and import the parts.' },
  },
  'zip.broken': {
    zh: { reason: '不是可读的 ZIP 压缩包。', cure: REPACK.zh },
    en: { reason: 'This is not a readable ZIP archive.', cure: REPACK.en },
  },
  'zip.truncated': {
    zh: { reason: '压缩包不完整。', cure: '文件可能没有下载完，请重新导出或下载。' },
    en: {
      reason: 'The archive is cut off.',
      cure: 'It was probably not downloaded completely: export or download it again.',
    },
  },
  'zip.path': {
    zh: { reason: '压缩包里的文件名指向包外，或含有不允许的字符。', cure: REPACK.zh },
    en: { reason: 'A file name points outside the archive or has forbidden characters.', cure: REPACK.en },
  },
  'zip.symlink': {
    zh: { reason: '压缩包里有链接文件。', cure: '请放入文件本身，重新打包。' },
    en: { reason: 'The archive contains a link.', cure: 'Pack the file itself in its place.' },
  },
  'zip.encrypted': {
    zh: { reason: '压缩包加了密码。', cure: '请去掉密码，重新打包。' },
    en: { reason: 'The archive is encrypted.', cure: 'Pack the files again without a password.' },
  },
  'zip.method': {
    zh: { reason: '压缩方式 {method} 不支持。', cure: REPACK.zh },
    en: { reason: 'Compression method {method} is not supported.', cure: REPACK.en },
  },
  'zip.too_many': {
    zh: { reason: '压缩包里的文件多于 {most} 个。', cure: '请拆成几个压缩包。' },
    en: { reason: 'The archive has more than {most} files.', cure: 'Split it into several archives.' },
  },
  'zip.too_large': {
    zh: { reason: '解压后大于 {limit} MB。', cure: '请拆成几个压缩包。' },
    en: { reason: 'It unpacks to more than {limit} MB.', cure: 'Split it into several archives.' },
  },
  'zip.bomb': {
    zh: { reason: '压缩比异常，可能是压缩炸弹，没有解压。', cure: REPACK.zh },
    en: {
      reason: 'It unpacks to far more than it holds, as zip bombs do; it was not opened.',
      cure: REPACK.en,
    },
  },
  'zip.overlap': {
    zh: { reason: '压缩包里的文件互相重叠。', cure: REPACK.zh },
    en: { reason: 'Files in the archive overlap.', cure: REPACK.en },
  },
  'zip.twice': {
    zh: { reason: '压缩包里有两个同名文件。', cure: '请改名后重新打包。' },
    en: { reason: 'Two files in the archive have one name.', cure: 'Rename one and pack them again.' },
  },
  'zip.lying': {
    zh: { reason: '文件的名称、大小或校验和与压缩包目录不符。', cure: REPACK.zh },
    en: {
      reason: 'Name, size or checksum of a file is not what the archive declares.',
      cure: REPACK.en,
    },
  },
} as const satisfies Record<string, NoteText>;
