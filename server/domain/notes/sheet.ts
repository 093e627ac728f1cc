import type { NoteText } from './base.ts';

/** Notes of the sheet formats. */
export const sheetNotes = {
  'sheet.unreadable': {
    zh: { reason: '表格文件已损坏，打不开。', cure: '请在 Excel 或 WPS 里打开后另存为 .xlsx 再导入。' },
    en: {
      reason: 'The sheet file is damaged and cannot be opened.',
      cure: 'Open it in Excel or WPS, save it as .xlsx and import that.',
    },
  },
  'sheet.encrypted': {
    zh: { reason: '表格有密码。', cure: '请去掉打开密码后另存，再导入。' },
    en: {
      reason: 'The sheet is protected by a password.',
      cure: 'Save it without a password to open and import it.',
    },
  },
  'sheet.stray_quote': {
    zh: { reason: '这一行的引号没有成对，按普通字符读取。', cure: '请看预览，确认这一行没有错位。' },
    en: {
      reason: 'A quote in this line has no partner; it was read as a character.',
      cure: 'Look at the preview: the cells of this line should not be shifted.',
    },
  },
  'sheet.guessed': {
    zh: {
      reason: '没有找到认得的表头，按内容推断各列：{columns}。',
      cure: '请看预览；不对时请手工对应各列。',
    },
    en: {
      reason: 'No known headings were found; the columns were guessed from their content: {columns}.',
      cure: 'Look at the preview; if it is wrong, assign the columns by hand.',
    },
  },
  'sheet.not_understood': {
    zh: {
      reason: '看不出各列是什么，{n} 行没有读取。',
      cure: '请指定题干、选项和答案各在哪一列，或改用模板。',
    },
    en: {
      reason: 'It is unclear what the columns hold; {n} rows were not read.',
      cure: 'Say which columns hold question, options and answer, or use the template.',
    },
  },
  'sheet.columns_ignored': {
    zh: { reason: '这些列没有导入：{columns}。', cure: '如有需要，请导入后手工补上。' },
    en: {
      reason: 'These columns were not imported: {columns}.',
      cure: 'Add their content by hand if you need it.',
    },
  },
  'sheet.hidden_sheet': {
    zh: { reason: '隐藏的工作表有 {n} 行，没有读取。', cure: '如需导入，请取消隐藏。' },
    en: { reason: 'A hidden sheet with {n} rows was not read.', cure: 'Unhide it if it should be imported.' },
  },
  'sheet.hidden_rows': {
    zh: { reason: '有 {n} 行被隐藏，已一并读取。', cure: '如不需要，请在预览里跳过。' },
    en: {
      reason: '{n} hidden rows were read as well.',
      cure: 'Skip them in the preview if they are not wanted.',
    },
  },
  'sheet.pictures_dropped': {
    zh: { reason: '表格里的 {n} 张图片没有导入。', cure: '请在媒体库上传图片，再插入到对应的题目。' },
    en: {
      reason: '{n} pictures inside the sheet were not imported.',
      cure: 'Upload them in the media library and put them into their questions.',
    },
  },
  'sheet.formula_without_value': {
    zh: {
      reason: '公式没有保存计算结果，按空单元格读取。',
      cure: '请在 Excel 或 WPS 里打开并保存一次，再导入。',
    },
    en: {
      reason: 'A formula has no stored result; the cell was read as empty.',
      cure: 'Open and save the sheet once in Excel or WPS, then import it.',
    },
  },
  'sheet.formula_error': {
    zh: { reason: '单元格是公式错误 {value}。', cure: '请改正公式或填入文字。' },
    en: {
      reason: 'The cell shows the formula error {value}.',
      cure: 'Correct the formula or type the text.',
    },
  },
  'sheet.radicals_folded': {
    zh: { reason: '{n} 个形似汉字的部首字符已换成普通汉字。', cure: '请看预览，确认文字无误。' },
    en: {
      reason: '{n} radicals that look like Chinese characters became plain characters.',
      cure: 'Look at the preview: the text should read the same.',
    },
  },
  'sheet.key_in_stem': {
    zh: { reason: '答案写在题干的括号里，已取出。', cure: '请看预览，确认答案和题干。' },
    en: {
      reason: 'The answer stood in brackets in the question text and was taken out.',
      cure: 'Look at the preview: check the answer and the text.',
    },
  },
  'sheet.setting_unknown': {
    zh: { reason: '看不懂设置「{setting}」。', cure: '请按模板说明页填写。' },
    en: {
      reason: 'The setting "{setting}" is not understood.',
      cure: 'Write it as the notes of the template say.',
    },
  },
  'sheet.part_unclear': {
    zh: {
      reason: '选项格「{part}」的写法不对。',
      cure: '匹配、归类写成「左边 => 右边」，评分标准写成「名称 => 分数」。',
    },
    en: {
      reason: 'The option cell "{part}" is not in the expected form.',
      cure: 'Write pairs and categories as "left => right", rubric lines as "name => points".',
    },
  },
  'sheet.media_dropped': {
    zh: {
      reason: '表格里放不下图片和声音：{names}。',
      cure: '如需带上媒体，请导出为 QTI、Moodle XML 或 JSON。',
    },
    en: {
      reason: 'A sheet cannot hold pictures or sound: {names}.',
      cure: 'Export as QTI, Moodle XML or JSON to keep media.',
    },
  },
  'sheet.too_long': {
    zh: {
      reason: '内容超过一个单元格的上限（{most} 个字符），没有导出。',
      cure: '请改用 QTI、Moodle XML 或 JSON。',
    },
    en: {
      reason: 'The text is longer than a cell can hold ({most} characters); it was not exported.',
      cure: 'Export as QTI, Moodle XML or JSON.',
    },
  },
  'sheet.too_many_rows': {
    zh: { reason: '行数超过 {most}，之后的没有读取。', cure: '请拆成几个文件再导入。' },
    en: {
      reason: 'There are more than {most} rows; the rest was not read.',
      cure: 'Split the file and import the parts.',
    },
  },
} as const satisfies Record<string, NoteText>;
