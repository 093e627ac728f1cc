/** Reason and cure of a note in both languages; `{name}` is replaced by the note's detail of that name. */
export type NoteText = { zh: { reason: string; cure: string }; en: { reason: string; cure: string } };

/** Notes that any format can give. */
export const baseNotes = {
  'file.empty': {
    zh: { reason: '文件是空的。', cure: '请选择有内容的文件。' },
    en: { reason: 'The file is empty.', cure: 'Choose a file with content.' },
  },
  'file.too_large': {
    zh: { reason: '文件大于 {limit} MB。', cure: '请拆成几个文件再导入。' },
    en: { reason: 'The file is larger than {limit} MB.', cure: 'Split it and import the parts.' },
  },
  'file.unknown_format': {
    zh: {
      reason: '认不出文件格式。',
      cure: '请改用 GIFT、Aiken、Moodle XML、QTI、CSV、XLSX、文本题库或 JSON，或在导入时指定格式。',
    },
    en: {
      reason: 'The format of the file is not recognised.',
      cure: 'Use GIFT, Aiken, Moodle XML, QTI, CSV, XLSX, a text bank or JSON, or name the format when importing.',
    },
  },
  'file.timeout': {
    zh: { reason: '读取超过 {seconds} 秒，已停止。', cure: '请拆成几个文件再导入。' },
    en: {
      reason: 'Reading took longer than {seconds} s and was stopped.',
      cure: 'Split the file and import the parts.',
    },
  },
  'file.not_found': {
    zh: { reason: '打不开这个文件：{reason}。', cure: '请检查路径和权限。' },
    en: { reason: 'The file cannot be opened: {reason}.', cure: 'Check its path and permissions.' },
  },
  'file.unreadable': {
    zh: { reason: '读取这个文件时出错，已停止。', cure: '请确认文件能用原来的软件打开，另存一份再导入。' },
    en: {
      reason: 'Reading this file failed and was stopped.',
      cure: 'Check that the program it comes from opens it, save it anew and import that.',
    },
  },
  'text.encoding_guessed': {
    zh: { reason: '文件没有标明编码，按 {encoding} 读取。', cure: '如有乱码，请另存为 UTF-8 再导入。' },
    en: {
      reason: 'The file does not say its encoding; it was read as {encoding}.',
      cure: 'If characters look wrong, save it as UTF-8 and import it again.',
    },
  },
  'text.broken_characters': {
    zh: { reason: '{n} 个字符无法解码，已用 � 代替。', cure: '请检查这些题目，或把文件另存为 UTF-8。' },
    en: {
      reason: '{n} characters could not be decoded and were replaced by �.',
      cure: 'Check these questions, or save the file as UTF-8.',
    },
  },
  'question.no_stem': {
    zh: { reason: '没有题干。', cure: '请补上题目文字。' },
    en: { reason: 'There is no question text.', cure: 'Add the text of the question.' },
  },
  'question.no_key': {
    zh: { reason: '没有正确答案。', cure: '请标出正确答案。' },
    en: { reason: 'No right answer is given.', cure: 'Mark the right answer.' },
  },
  'question.key_not_found': {
    zh: { reason: '答案「{key}」不在选项里。', cure: '请让答案与某个选项一致，或用选项的字母。' },
    en: {
      reason: 'The answer "{key}" is not among the options.',
      cure: 'Use the letter or the exact text of an option.',
    },
  },
  'question.too_few_options': {
    zh: { reason: '选项少于两个。', cure: '请至少写两个选项。' },
    en: { reason: 'There are fewer than two options.', cure: 'Give at least two options.' },
  },
  'question.too_many_parts': {
    zh: { reason: '有 {n} 个选项或小项，最多 {most} 个。', cure: '请拆成几道题。' },
    en: {
      reason: 'It has {n} options or parts; the most is {most}.',
      cure: 'Split it into several questions.',
    },
  },
  'question.too_long': {
    zh: { reason: '文字超过 {most} 个字符。', cure: '请缩短或拆分。' },
    en: { reason: 'The text is longer than {most} characters.', cure: 'Shorten or split it.' },
  },
  'question.type_unsupported': {
    zh: { reason: '不支持「{type}」题型。', cure: '请改成支持的题型，或在题库里手工新建。' },
    en: {
      reason: 'Questions of type "{type}" are not supported.',
      cure: 'Turn it into a supported type, or write it by hand.',
    },
  },
  'question.invalid': {
    zh: { reason: '{field} 的内容不合要求：{reason}', cure: '请改正后再导入。' },
    en: { reason: '{field} is not valid: {reason}', cure: 'Correct it and import again.' },
  },
  'question.html_dropped': {
    zh: { reason: '去掉了无法保留的版式：{tags}。', cure: '请看预览，确认题意不变。' },
    en: {
      reason: 'Layout that cannot be kept was dropped: {tags}.',
      cure: 'Look at the preview: the meaning should be unchanged.',
    },
  },
  'question.part_dropped': {
    zh: { reason: '没有导入：{part}。', cure: '如有需要，请导入后手工补上。' },
    en: { reason: 'Not imported: {part}.', cure: 'Add it by hand after the import if you need it.' },
  },
  'question.type_changed': {
    zh: { reason: '题型由「{from}」变为「{to}」。', cure: '请看预览，确认仍然合适。' },
    en: {
      reason: 'The type was changed from "{from}" to "{to}".',
      cure: 'Look at the preview and check that it still fits.',
    },
  },
  'media.missing': {
    zh: { reason: '找不到媒体文件 {name}。', cure: '请把它放进压缩包，或导入后重新上传。' },
    en: {
      reason: 'The media file {name} is missing.',
      cure: 'Put it into the package, or upload it after the import.',
    },
  },
  'media.external': {
    zh: { reason: '媒体 {name} 在外部网站上，没有下载。', cure: '请下载后在媒体库上传。' },
    en: {
      reason: 'The media {name} is on another site and was not fetched.',
      cure: 'Download it and upload it in the media library.',
    },
  },
  'media.refused': {
    zh: {
      reason: '媒体 {name} 的类型或大小不允许。',
      cure: '图片用 PNG、JPEG、GIF、WebP、SVG（最大 5 MB），声音用 MP3、OGG、WAV、M4A（最大 20 MB）。',
    },
    en: {
      reason: 'The type or size of the media {name} is not allowed.',
      cure: 'Use PNG, JPEG, GIF, WebP or SVG up to 5 MB, sound as MP3, OGG, WAV or M4A up to 20 MB.',
    },
  },
  'media.no_alt': {
    zh: { reason: '图片 {name} 没有替代文字。', cure: '请补上一句描述，供看不见图片的人使用。' },
    en: {
      reason: 'The picture {name} has no alternative text.',
      cure: 'Describe it in a sentence for those who cannot see it.',
    },
  },
} as const satisfies Record<string, NoteText>;
