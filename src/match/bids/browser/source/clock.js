// The server's time, carried on from the moment the page was made. It is shown, never obeyed: what
// comes too late is refused by the database's clock, and nothing is refused here.
import { h } from './dom.js'
import { _ } from './words.js'

export function clock(terms) {
  const start = Date.parse(terms.server_time), since = performance.now()
  const now = () => start + (performance.now() - since)
  const words = h('p', { class: 'strong', role: 'timer', 'aria-live': 'off' })
  const format = new Intl.DateTimeFormat(document.documentElement.lang || 'zh', {
    dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })
  const closes = Date.parse(terms.closes_at)
  function tick() {
    const left = Math.max(0, Math.floor((closes - now()) / 1000))
    const rest = `${Math.floor(left / 86400)}·${[left / 3600 % 24, left / 60 % 60, left % 60].map((n) => String(Math.floor(n)).padStart(2, '0')).join(':')}`
    words.textContent = _('服务器时间 %(now)s，截止 %(closes)s，还有 %(rest)s（天·时:分:秒）',
      { now: format.format(now()), closes: format.format(closes), rest })
  }
  tick()
  setInterval(tick, 1000)
  return words
}
