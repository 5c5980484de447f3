// The supplier's form: answers, plan, attachments, declarations; price lines. Fields have no names,
// so that no form could send them even by mistake.
import { attachments } from './attachments.js'
import { field, h } from './dom.js'
import { lines } from './lines.js'
import { count } from './money.js'
import { _ } from './words.js'

export const DECLARATIONS = {
  article22: () => _('本单位符合《政府采购法》第二十二条的条件，近三年没有重大违法记录。'),
  independent: () => _('与其他供应商没有串通，不存在同一负责人或控股关系。'),
  true: () => _('所填内容真实，愿意承担不实的法律责任。'),
}

export function writing(terms, changed) {
  const asked = terms.criteria.filter((criterion) => criterion.kind !== 'price')
  const area = (rows) => h('textarea', { class: 'in', rows, maxlength: 20000, oninput: changed })
  const answers = new Map(asked.map((criterion) => [String(criterion.id), area(4)]))
  const plan = area(8), consortium = h('input', { class: 'in', maxlength: 400, oninput: changed })
  const valid = h('input', { class: 'in in-short', inputmode: 'numeric', value: '90', oninput: changed })
  const files = attachments(changed), price = lines(changed)
  const ticks = Object.fromEntries(Object.keys(DECLARATIONS).map((key) => [key, h('input', { type: 'checkbox', onchange: changed })]))
  const fileField = field(_('附件'), files.input, _('资格证明、业绩等，随技术标一起加密。'))

  const element = h('div', { class: 'stack' },
    h('section', { class: 'card pad stack' },
      h('h2', {}, _('一、技术标')),
      asked.map((criterion) => field(criterion.title, answers.get(String(criterion.id)), criterion.indicator || '')),
      field(_('实施方案'), plan, _('谁来做、怎么做、什么时候做到什么。不要写儿童的姓名、住址和照片。')),
      fileField, files.list,
      field(_('联合体成员（没有就留空）'), consortium),
      h('fieldset', { class: 'field' }, h('legend', {}, _('声明')),
        Object.entries(DECLARATIONS).map(([key, words]) => h('label', { class: 'option' }, ticks[key], h('span', {}, words()))))),
    h('section', { class: 'card pad stack' },
      h('h2', {}, _('二、报价')), price.element,
      field(_('报价有效期（天）'), valid)))

  return {
    element,
    written: () => ({
      answers: Object.fromEntries([...answers].map(([id, box]) => [id, box.value])),
      plan: plan.value, consortium: consortium.value, valid: valid.value, files: files.written(),
      ticks: Object.fromEntries(Object.entries(ticks).map(([key, box]) => [key, box.checked])), lines: price.written(),
    }),
    fill(draft) {
      for (const [id, box] of answers) box.value = (draft.answers && draft.answers[id]) || ''
      plan.value = draft.plan || ''
      consortium.value = draft.consortium || ''
      valid.value = draft.valid || '90'
      files.fill(draft.files)
      for (const [key, box] of Object.entries(ticks)) box.checked = !!(draft.ticks && draft.ticks[key])
      price.fill(draft.lines)
    },
    // {technical, price, wrong: [[id, words], …]}
    read() {
      const wrong = []
      for (const criterion of asked) {
        const box = answers.get(String(criterion.id))
        if (!box.value.trim()) wrong.push([box.id, _('请回答“%(title)s”。', { title: criterion.title })])
      }
      if (!plan.value.trim()) wrong.push([plan.id, _('请填写实施方案。')])
      wrong.push(...files.wrong())
      for (const box of Object.values(ticks)) {
        box.id = box.id || `tick-${Object.values(ticks).indexOf(box)}`
        if (!box.checked) { wrong.push([box.id, _('请逐项确认声明。')]); break }
      }
      const priced = price.read(), days = count(valid.value)
      wrong.push(...priced.wrong)
      if (days === null) wrong.push([valid.id, _('报价有效期请填写天数。')])
      return {
        wrong,
        technical: {
          answers: Object.fromEntries([...answers].map(([id, box]) => [id, box.value.trim()])),
          plan: plan.value.trim(), attachments: files.written(), consortium: consortium.value.trim() || null,
          declarations: Object.fromEntries(Object.entries(ticks).map(([key, box]) => [key, box.checked])),
        },
        price: { price_fen: priced.price_fen, lines: priced.lines, valid_days: days },
      }
    },
  }
}
