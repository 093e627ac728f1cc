export const checklist = {
  title: '学以致用小检核',
  lead: '结业 {{n}} 天了，下面哪些你在工作里真的做了？',
  legend: '勾选你做到的',
  note: '没做到就留空，不计分。你的回答只用来看培训有没有帮上忙，汇总满 5 人才显示。',
  send: '提交',
  thanks: '收到，谢谢你如实回答！',
} as const;
