// The price, line by line, with its sum; in yuan on the screen, in fen in the envelope.
import { button, field, h, show } from './dom.js'
import { count, fen, yuan } from './money.js'
import { _ } from './words.js'

function row(changed, value = {}) {
  const box = (label, key, extra = {}) => {
    const input = h('input', { class: 'in', autocomplete: 'off', value: value[key] || '', oninput: changed, ...extra })
    return { input, field: field(label, input) }
  }
  const item = box(_('分项'), 'item', { maxlength: 120 })
  const units = box(_('数量'), 'units', { inputmode: 'numeric' })
  const price = box(_('单价（元）'), 'unit_price', { inputmode: 'decimal' })
  const element = h('div', { class: 'card pad stack' }, item.field, h('div', { class: 'field-row' }, units.field, price.field))
  const written = () => ({ item: item.input.value, units: units.input.value, unit_price: price.input.value })
  return { element, written, boxes: { item: item.input, units: units.input, price: price.input } }
}

export function lines(changed, start) {
  const rows = [], place = h('div', { class: 'stack' })
  const total = h('p', { class: 'strong', role: 'status' })
  const sum = () => rows.reduce((all, one) => {
    const { units, unit_price: price } = one.written()
    return all + (count(units) || 0) * (fen(price) || 0)
  }, 0)
  function refresh() {
    total.textContent = _('合计 %(sum)s 元', { sum: yuan(sum()) })
  }
  const told = () => { refresh(); changed() }
  function add(value) {
    const made = row(told, value)
    made.element.append(button(_('删除这一行'), () => {
      if (rows.length === 1) return
      rows.splice(rows.indexOf(made), 1)
      made.element.remove()
      told()
    }, 'btn-ghost btn-small'))
    rows.push(made)
    place.append(made.element)
    refresh()
  }
  const fill = (values) => {
    rows.length = 0
    show(place)
    ;(values && values.length ? values : [{}]).forEach(add)
  }
  fill(start)
  return {
    element: h('div', { class: 'stack' }, place, button(_('再加一行'), () => { add({}); changed() }, 'btn-second'), total),
    written: () => rows.map((one) => one.written()),
    fill,
    // [{item, units, unit_price_fen}], and what is wrong as [id of a box, words].
    read() {
      const wrong = [], found = []
      rows.forEach((one, at) => {
        const said = one.written(), units = count(said.units), price = fen(said.unit_price)
        const number = at + 1
        if (!said.item.trim()) wrong.push([one.boxes.item.id, _('请填写第 %(number)s 行的分项名称。', { number })])
        if (units === null) wrong.push([one.boxes.units.id, _('第 %(number)s 行的数量请填写正整数。', { number })])
        if (price === null) wrong.push([one.boxes.price.id, _('第 %(number)s 行的单价请填写金额，例如 1200.50。', { number })])
        found.push({ item: said.item.trim(), units, unit_price_fen: price })
      })
      const price_fen = sum()
      if (!wrong.length && price_fen === 0) wrong.push([rows[0].boxes.price.id, _('报价必须大于零。')])
      if (!wrong.length && !Number.isSafeInteger(price_fen)) wrong.push([rows[0].boxes.price.id, _('合计金额太大，请检查数量和单价。')])
      return { wrong, lines: found, price_fen }
    },
  }
}
