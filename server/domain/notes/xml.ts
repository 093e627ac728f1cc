import type { NoteText } from './base.ts';

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
  'qti.mended': {
    zh: {
      reason: 'XML 有语法错误（{reason}），已尽量读取。',
      cure: '请看预览；如有缺失，请从原系统重新导出。',
    },
    en: {
      reason: 'The XML is not well-formed ({reason}); what could be read was read.',
      cure: 'Look at the preview; if something is missing, export it again from its home system.',
    },
  },
  'qti.cut_off': {
    zh: { reason: '文件在这道题中间断了。', cure: '文件可能没有下载完，请重新导出或下载。' },
    en: {
      reason: 'The file ends in the middle of this question.',
      cure: 'It was probably not downloaded completely: export or download it again.',
    },
  },
  'qti.nothing': {
    zh: { reason: '里面没有 QTI 题目。', cure: '请选择含有题目的 QTI 文件或压缩包。' },
    en: {
      reason: 'There are no QTI questions in it.',
      cure: 'Choose a QTI file or package that holds questions.',
    },
  },
  'qti.template': {
    zh: { reason: '题目由变量生成，每次不同，无法导入。', cure: '请用固定的数值改写成普通题目。' },
    en: {
      reason: 'The question is generated from variables and differs each time.',
      cure: 'Rewrite it with fixed values as an ordinary question.',
    },
  },
  'qti.adaptive': {
    zh: { reason: '这是分步自适应题，已按一步作答导入。', cure: '请看预览，确认题意完整。' },
    en: {
      reason: 'The question is adaptive, with several steps; it came in with one step.',
      cure: 'Look at the preview and check that it is complete.',
    },
  },
  'qti.mixed': {
    zh: {
      reason: '一道题里有几种作答方式（{types}），无法合成一道填空题。',
      cure: '请拆成几道题，每题一种作答方式。',
    },
    en: {
      reason: 'It asks for several kinds of answers at once ({types}), which cannot be gaps of one text.',
      cure: 'Split it into questions of one kind each.',
    },
  },
  'qti.many_to_many': {
    zh: {
      reason: '配对答案里同一项出现多次，无法作为配对题或分类题。',
      cure: '请改成一一对应，或改成多选题。',
    },
    en: {
      reason: 'Items of the key are paired several times on both sides.',
      cure: 'Make each item belong to one other, or turn it into multiple choice.',
    },
  },
  'qti.order_of_some': {
    zh: {
      reason: '只要求排出 {of} 项中的 {n} 项，无法作为排序题。',
      cure: '请删去多余的项，或改成其他题型。',
    },
    en: {
      reason: 'Only {n} of its {of} items are to be put in order.',
      cure: 'Remove the others, or turn it into another type.',
    },
  },
  'qti.fixed_choices': {
    zh: {
      reason: '有的选项固定位置、其余随机，现改为全部按原顺序。',
      cure: '如有需要，请在编辑器里改选项顺序。',
    },
    en: {
      reason: 'Some options had fixed places among shuffled ones; all keep their order now.',
      cure: 'Change the order in the editor if you like.',
    },
  },
  'qti.empty_choice': {
    zh: { reason: '去掉了 {n} 个空选项。', cure: '请看预览，确认题意不变。' },
    en: {
      reason: '{n} empty options were left out.',
      cure: 'Look at the preview: the meaning should be unchanged.',
    },
  },
  'qti.math_as_text': {
    zh: { reason: '公式（MathML）改成了普通文字。', cure: '请看预览；必要时换成公式图片。' },
    en: {
      reason: 'Formulas in MathML became plain text.',
      cure: 'Look at the preview; use a picture of the formula where needed.',
    },
  },
  'qti.own_rules': {
    zh: { reason: '计分规则是自定义的，只采用了标准答案。', cure: '请检查分值。' },
    en: {
      reason: 'It is scored by rules of its own; only the right answer was taken over.',
      cure: 'Check its scores.',
    },
  },
  'qti.external': {
    zh: { reason: '{href} 指向外部或包外，没有读取。', cure: '请把文件放进压缩包再导入。' },
    en: {
      reason: '{href} points to another site or out of the package and was not read.',
      cure: 'Put the file into the package and import it again.',
    },
  },
  'qti.missing': {
    zh: { reason: '清单列出的 {href} 不在压缩包里。', cure: '请从原系统重新导出完整的压缩包。' },
    en: {
      reason: 'The package does not hold {href}, which its manifest lists.',
      cure: 'Export the complete package again from its home system.',
    },
  },
  'qti.no_manifest': {
    zh: {
      reason: '压缩包里没有可读的 imsmanifest.xml，已直接读取其中的题目。',
      cure: '无需处理；分类和标签可能缺失。',
    },
    en: {
      reason: 'The package has no readable imsmanifest.xml; its question files were read directly.',
      cure: 'Nothing to do; categories and tags may be missing.',
    },
  },
  'qti.not_listed': {
    zh: { reason: '清单没有列出这个文件，里面的题目已导入。', cure: '如不需要，请在导入结果里去掉。' },
    en: {
      reason: 'The manifest does not list this file; its questions came in all the same.',
      cure: 'Leave them out of the import if you do not want them.',
    },
  },
  'qti.reference': {
    zh: { reason: '这里只引用了别处题库的题目 {id}，文件里没有内容。', cure: '请同时导出并导入那个题库。' },
    en: {
      reason: 'This only refers to question {id} of another bank; the file does not hold it.',
      cure: 'Export and import that bank as well.',
    },
  },
  'qti.wildcards': {
    zh: { reason: '答案里的通配符 * 在其他 QTI 系统里只是星号。', cure: '在那里请改写成完整的答案。' },
    en: {
      reason: 'A * that stands for any text is an ordinary star in other QTI systems.',
      cure: 'Spell the answers out there.',
    },
  },
  'qti.hint_hidden': {
    zh: {
      reason: '提示写在不显示的反馈里：QTI 没有提示，其他系统不会显示。',
      cure: '重新导入本产品时会恢复。',
    },
    en: {
      reason: 'The hint is kept as feedback that is never shown: QTI has no hints.',
      cure: 'It comes back when the file is imported here.',
    },
  },
  'moodle.not_quiz': {
    zh: {
      reason: '这是 XML，但不是 Moodle 题库：最外层是 <{tag}>，应为 <quiz>。',
      cure: '请在 Moodle 题库里选“导出 → Moodle XML”。',
    },
    en: {
      reason: 'This is XML, but no Moodle question bank: it begins with <{tag}> where <quiz> is expected.',
      cure: 'In the question bank of Moodle choose "Export", then "Moodle XML format".',
    },
  },
  'moodle.gap_open': {
    zh: { reason: '第 {gap} 个空没有用 } 结束。', cure: '请补上 }，再导入。' },
    en: { reason: 'Gap {gap} is not closed by }.', cure: 'Add the } and import it again.' },
  },
  'moodle.own_only': {
    zh: {
      reason: 'Moodle 没有这些内容：{parts}。',
      cure: '重新导入本平台时仍会保留；在 Moodle 里需另行设置。',
    },
    en: {
      reason: 'Moodle has no place for: {parts}.',
      cure: 'They stay in the file and come back when it is imported here; in Moodle set them by hand.',
    },
  },
  'moodle.plain_only': {
    zh: {
      reason: '{field} 在 Moodle 里只能是纯文字，去掉了版式和媒体。',
      cure: '如需版式，请在 Moodle 里改用拖放匹配题。',
    },
    en: {
      reason: 'In Moodle {field} is plain text: layout and media were left out.',
      cure: 'Where layout matters, use drag-and-drop matching in Moodle.',
    },
  },
  'moodle.one_language': {
    zh: { reason: 'Moodle 的填空题只能有一种语言，只导出了 {lang}。', cure: '另一种语言请单独导出一次。' },
    en: {
      reason: 'A cloze question of Moodle has one language: only {lang} was written.',
      cure: 'Export once more in the other language.',
    },
  },
  'moodle.share': {
    zh: { reason: '{share}% 不在 Moodle 允许的分值里。', cure: '导入 Moodle 时请选“最接近的分值”。' },
    en: {
      reason: '{share}% is not among the grades that Moodle knows.',
      cure: 'When importing into Moodle choose "Nearest grade if not listed".',
    },
  },
  'moodle.all_or_nothing': {
    zh: {
      reason: 'Moodle 的多选题没有“全对才得分”，错选会扣光分数，漏选仍得部分分。',
      cure: '如需全对才得分，请在 Moodle 安装 multichoiceset 题型。',
    },
    en: {
      reason:
        'Moodle does not mark all-or-nothing: a wrong choice costs the whole mark, a missing one only its part.',
      cure: 'For all-or-nothing install the question type multichoiceset in Moodle.',
    },
  },
  'moodle.gap_parts': {
    zh: { reason: '第 {gap} 个空的单位或小数权重在 Moodle 填空题里无法保留。', cure: '请在题干里写明单位。' },
    en: {
      reason: 'Units and fractional weights of gap {gap} cannot be kept in a cloze question of Moodle.',
      cure: 'Write the unit into the text of the question.',
    },
  },
} as const satisfies Record<string, NoteText>;
