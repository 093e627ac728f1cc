import type { NoteText } from './base.ts';

const USE_JSON = {
  zh: '请用 JSON 导出，什么都不会丢。',
  en: 'Export to JSON, which loses nothing.',
};

/** Notes of the text formats; `lost.*` tells what an export leaves out. */
export const textNotes = {
  'gift.braces': {
    zh: { reason: '花括号 { } 不成对。', cure: '请补上缺少的括号；文字里的括号写作 \\{ 和 \\}。' },
    en: {
      reason: 'The braces { } do not pair.',
      cure: 'Add the missing one; write braces of the text as \\{ and \\}.',
    },
  },
  'gift.blank_line': {
    zh: {
      reason: '花括号里有空行，题目在空行处断开（到第 {line} 行）。',
      cure: '请删去 { 与 } 之间的空行。',
    },
    en: {
      reason: 'A blank line inside the braces cuts the question in two (up to line {line}).',
      cure: 'Remove the blank lines between { and }.',
    },
  },
  'gift.no_arrow': {
    zh: {
      reason: '连线题的「{text}」没有写成「=左 -> 右」。',
      cure: '请写成「=左 -> 右」；文字里的等号写作 \\=。',
    },
    en: {
      reason: '"{text}" of the matching question is not "=left -> right".',
      cure: 'Write "=left -> right", and an equals sign of the text as \\=.',
    },
  },
  'gift.too_few_pairs': {
    zh: { reason: '连线题少于两对。', cure: '请至少写两对「=左 -> 右」。' },
    en: { reason: 'A matching question needs two pairs.', cure: 'Give at least two of "=left -> right".' },
  },
  'gift.not_a_number': {
    zh: {
      reason: '数值题的答案「{text}」不是数。',
      cure: '请写成 5、5:0.1（误差）或 4..6（范围），小数用点号。',
    },
    en: {
      reason: 'The answer "{text}" of the numeric question is not a number.',
      cure: 'Write 5, 5:0.1 (tolerance) or 4..6 (range), with a decimal point.',
    },
  },
  'gift.several_keys': {
    zh: { reason: '{n} 个选项都标了「=」，每个都得满分。', cure: '如果其中的等号属于文字，请写作 \\=。' },
    en: {
      reason: '{n} options are marked with "=": each brings the full mark.',
      cure: 'Where the equals sign belongs to the text, write \\=.',
    },
  },
  'gift.weights_sum': {
    zh: { reason: '正确选项的分数合计 {sum}%，不是 100%。', cure: '请看预览，核对各选项的分数。' },
    en: {
      reason: 'The right answers add up to {sum} %, not 100 %.',
      cure: 'Look at the preview and check the weights.',
    },
  },
  'gift.empty_option': {
    zh: { reason: '去掉了一个空选项。', cure: '如果文字里有 ~ 或 =，请写作 \\~ 和 \\=。' },
    en: {
      reason: 'An empty option was dropped.',
      cure: 'Write a ~ or = that belongs to the text as \\~ or \\=.',
    },
  },
  'gift.cloze_gap': {
    zh: { reason: '答案前有完形填空的标记，按普通题目导入。', cure: '请看预览，确认题型合适。' },
    en: {
      reason: 'A cloze mark stands before the answers; it was read as an ordinary question.',
      cure: 'Look at the preview and check that the type fits.',
    },
  },
  'gift.more_gaps': {
    zh: {
      reason: '题目里有第二对花括号，GIFT 只认第一对，其余留在题干里。',
      cure: '请改成填空题，或把题干里的括号写作 \\{ 和 \\}。',
    },
    en: {
      reason: 'There is a second pair of braces; GIFT knows one, so the others stayed in the question text.',
      cure: 'Make it a cloze question, or write braces of the text as \\{ and \\}.',
    },
  },
  'gift.wrong_feedback': {
    zh: { reason: '数值题「其他答案」的反馈没有导入。', cure: '请写进解析。' },
    en: {
      reason: 'The feedback for all other numbers was not imported.',
      cure: 'Put it into the explanation.',
    },
  },
  'gift.typed_true_false': {
    zh: { reason: '答案是要输入的文字，不是判断题。', cure: '判断题请写作 {T} 或 {F}。' },
    en: {
      reason: 'The answer is a text to be typed, not true or false.',
      cure: 'Write {T} or {F} for a true/false question.',
    },
  },
  'gift.name_as_stem': {
    zh: { reason: '没有题干，用题目名称代替。', cure: '请看预览，补上题干。' },
    en: {
      reason: 'There is no question text; the name took its place.',
      cure: 'Look at the preview and write the question text.',
    },
  },
  'gift.no_blank_line': {
    zh: {
      reason: '这道题上方没有空行，GIFT 会把它当作上一题的一部分；已按单独的题目读取。',
      cure: '请在题目之间空一行。',
    },
    en: {
      reason: 'No blank line stands above this question; GIFT takes it for a part of the one before.',
      cure: 'It was read as a question of its own; leave a blank line between questions.',
    },
  },
  'gift.stray_brace': {
    zh: {
      reason: '答案里的 } 提前结束了答案，其余文字留在题干里。',
      cure: '请把文字里的括号写作 \\{ 和 \\}，再导入一次。',
    },
    en: {
      reason: 'A } within the answers ended them early; the rest stayed in the question text.',
      cure: 'Write braces of the text as \\{ and \\}, and import again.',
    },
  },
  'gift.category_line': {
    zh: { reason: '$CATEGORY 行后没有空行，下面的内容按题目读取。', cure: '请在 $CATEGORY 行后空一行。' },
    en: {
      reason: 'No blank line follows $CATEGORY; what stands below was read as a question.',
      cure: 'Leave a blank line after $CATEGORY.',
    },
  },
  'zh.options_missing': {
    zh: {
      reason: '只有答案「{key}」，文件里没有选项文字；选项暂以字母代替。',
      cure: '请在题库里补上选项文字后再启用这道题。',
    },
    en: {
      reason: 'The answer is "{key}" but the file has no text for the options; letters stand in for them.',
      cure: 'Add the texts of the options before you use this question.',
    },
  },
  'zh.options_guessed': {
    zh: { reason: '选项没有字母，按行识别为 {n} 个选项。', cure: '请看预览，确认题干和选项分得对。' },
    en: {
      reason: 'The options have no letters; {n} lines were taken as options.',
      cure: 'Look at the preview: are the question and its options parted rightly?',
    },
  },
  'zh.key_guessed': {
    zh: { reason: '答案「{key}」的写法不常见，按「{meaning}」理解。', cure: '请看预览，确认答案正确。' },
    en: {
      reason: 'The answer "{key}" is written in an unusual way and was taken as "{meaning}".',
      cure: 'Look at the preview and check the key.',
    },
  },
  'zh.key_conflict': {
    zh: { reason: '题干里写的答案「{other}」与答案行「{key}」不同，用了答案行。', cure: '请核对答案。' },
    en: {
      reason:
        'The answer in the question, "{other}", differs from the answer line, "{key}"; the line was used.',
      cure: 'Check the key.',
    },
  },
  'zh.key_unused': {
    zh: { reason: '答案表里第 {n} 题的答案找不到对应的题目。', cure: '请检查题号是否一致。' },
    en: {
      reason: 'The answer to number {n} in the list of answers belongs to no question.',
      cure: 'Check that the numbers agree.',
    },
  },
  'zh.gaps_differ': {
    zh: { reason: '题干有 {gaps} 个空，答案有 {answers} 个，合为一个空。', cure: '请用分号隔开各空的答案。' },
    en: {
      reason: 'The text has {gaps} gaps and the answer {answers} parts; it was read as one gap.',
      cure: 'Part the answers of the gaps with semicolons.',
    },
  },
  'zh.no_sample': {
    zh: { reason: '问答题没有参考答案。', cure: '可以在题库里补上，方便阅卷。' },
    en: {
      reason: 'The essay question has no model answer.',
      cure: 'Add one in the bank to help the marker.',
    },
  },
  'zh.text_skipped': {
    zh: {
      reason: '这段文字不属于任何题目，没有导入：「{text}」',
      cure: '如果它是题目，请加上题号、选项和答案。',
    },
    en: {
      reason: 'This text belongs to no question and was not imported: "{text}"',
      cure: 'If it is a question, give it a number, options and an answer.',
    },
  },
  'zh.questions_unread': {
    zh: {
      reason: '文中看起来有 {announced} 道题，只读出 {found} 道，约有 {n} 道没有读出。',
      cure: '请从标出的这一行看起：每道题分行写题号和题干、选项、「答案：」，改好后再导入；也可以用表格模板。',
    },
    en: {
      reason: 'The text seems to hold {announced} questions; {found} were found, about {n} were not read.',
      cure: 'Look from the line given here on: number and question, options and "答案：" each in lines of their own; then import again, or use the sheet template.',
    },
  },
  'zh.radicals_folded': {
    zh: { reason: '{n} 个外形相同的部首字符已换成常用汉字。', cure: '不需要处理。' },
    en: {
      reason:
        '{n} radical characters that only look like Chinese characters were replaced by the characters.',
      cure: 'Nothing to do.',
    },
  },
  'zh.item_unknown': {
    zh: {
      reason: '{path} 处的内容不像题目，没有导入。',
      cure: '题目需要有题干（question、题目）和答案（answer、答案）。',
    },
    en: {
      reason: 'What stands at {path} does not look like a question and was not imported.',
      cure: 'A question needs a text (question, stem) and an answer.',
    },
  },
  'zh.index_guessed': {
    zh: { reason: '答案是数字，按从 {base} 开始的选项序号理解。', cure: '请看预览，确认答案没有错一位。' },
    en: {
      reason: 'Answers are numbers; they were taken as positions of options counted from {base}.',
      cure: 'Look at the preview: the keys should not be one off.',
    },
  },
  'lost.type': {
    zh: { reason: '这种格式没有「{type}」题型，这道题没有导出。', cure: USE_JSON.zh },
    en: {
      reason: 'The format has no questions of type "{type}"; this one was left out.',
      cure: USE_JSON.en,
    },
  },
  'lost.hint': {
    zh: { reason: '没有导出：提示。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the hint.', cure: USE_JSON.en },
  },
  'lost.explanation': {
    zh: { reason: '没有导出：解析。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the explanation.', cure: USE_JSON.en },
  },
  'lost.feedback': {
    zh: { reason: '没有导出：选项反馈。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the feedback of the options.', cure: USE_JSON.en },
  },
  'lost.point': {
    zh: { reason: '没有导出：知识点。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the knowledge point.', cure: USE_JSON.en },
  },
  'lost.difficulty': {
    zh: { reason: '没有导出：难度。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the difficulty.', cure: USE_JSON.en },
  },
  'lost.category': {
    zh: { reason: '没有导出：分类。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the category.', cure: USE_JSON.en },
  },
  'lost.tags': {
    zh: { reason: '没有导出：标签。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the tags.', cure: USE_JSON.en },
  },
  'lost.ref': {
    zh: { reason: '没有导出：来源编号。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the id of its home system.', cure: USE_JSON.en },
  },
  'lost.name': {
    zh: { reason: '没有导出：题目名称。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the name.', cure: USE_JSON.en },
  },
  'lost.media': {
    zh: { reason: '没有导出：图片和声音。', cure: USE_JSON.zh },
    en: { reason: 'Left out: pictures and sounds.', cure: USE_JSON.en },
  },
  'lost.layout': {
    zh: { reason: '没有导出：段落、列表、粗体等版式。', cure: USE_JSON.zh },
    en: { reason: 'Left out: layout such as paragraphs, lists and bold.', cure: USE_JSON.en },
  },
  'lost.language': {
    zh: { reason: '没有导出：另一种语言的文字。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the texts of the other language.', cure: USE_JSON.en },
  },
  'lost.units': {
    zh: { reason: '没有导出：单位。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the units.', cure: USE_JSON.en },
  },
  'lost.order': {
    zh: { reason: '没有导出：选项不打乱的设置。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the fixed order of the options.', cure: USE_JSON.en },
  },
  'lost.case': {
    zh: { reason: '没有导出：区分大小写的设置。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the case-sensitive comparison.', cure: USE_JSON.en },
  },
  'lost.scoring': {
    zh: { reason: '没有导出：全对才得分的设置。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the all-or-nothing mark.', cure: USE_JSON.en },
  },
  'lost.weights': {
    zh: { reason: '没有导出：选项分值。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the weights of the options.', cure: USE_JSON.en },
  },
  'lost.essay': {
    zh: { reason: '没有导出：评分标准、范文、模板或字数。', cure: USE_JSON.zh },
    en: { reason: 'Left out: the rubric, sample, template or word limit.', cure: USE_JSON.en },
  },
  'gift.arrow': {
    zh: {
      reason: '答案里有「->」，GIFT 会当作连线题，这道题没有导出。',
      cure: '请改用 Moodle XML 或 JSON 导出。',
    },
    en: {
      reason: 'An answer has "->", which GIFT takes for matching; the question was left out.',
      cure: 'Export to Moodle XML or JSON.',
    },
  },
  'aiken.no_answer': {
    zh: { reason: '没有 ANSWER 行。', cure: '请在选项后补上一行「ANSWER: 字母」。' },
    en: { reason: 'There is no ANSWER line.', cure: 'Add a line "ANSWER: letter" below the options.' },
  },
  'aiken.stray_answer': {
    zh: { reason: 'ANSWER 行前没有题目。', cure: '请在上面补上题干和选项，或删去这一行。' },
    en: {
      reason: 'No question stands before this ANSWER line.',
      cure: 'Write its text and options above, or remove the line.',
    },
  },
  'aiken.text_above': {
    zh: { reason: '题干里有空行，空行前的文字也算题干。', cure: '请看预览，标题之类的文字请删去。' },
    en: {
      reason: 'A blank line parts the question text; what stands above it was kept.',
      cure: 'Look at the preview and remove headings and the like.',
    },
  },
  'aiken.several_answers': {
    zh: { reason: '有几个正确答案，按多选题导入。', cure: '请看预览，确认是多选题。' },
    en: {
      reason: 'Several right answers are given; it was read as multiple choice.',
      cure: 'Look at the preview and check that it is one.',
    },
  },
  'aiken.looks_like_mark': {
    zh: { reason: '题干写得像 Aiken 的选项或答案行，这道题没有导出。', cure: '请改用其他格式导出。' },
    en: {
      reason: 'The question text looks like an option or answer line of Aiken; it was left out.',
      cure: 'Export to another format.',
    },
  },
  'json.broken': {
    zh: { reason: 'JSON 有语法错误：{reason}', cure: '请从原系统重新导出，或按位置改正。' },
    en: {
      reason: 'The JSON is not well-formed: {reason}',
      cure: 'Export it again from its home system, or correct it there.',
    },
  },
  'json.too_deep': {
    zh: { reason: 'JSON 嵌套超过 {most} 层。', cure: '请从原系统重新导出。' },
    en: {
      reason: 'The JSON is nested more than {most} deep.',
      cure: 'Export it again from its home system.',
    },
  },
  'json.newer': {
    zh: { reason: '文件是更新的版本（{version}）。', cure: '请升级本系统后再导入。' },
    en: {
      reason: 'The file is of a newer version ({version}).',
      cure: 'Update this system and import again.',
    },
  },
} as const satisfies Record<string, NoteText>;
