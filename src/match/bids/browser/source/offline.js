// In one file without a network: the same screens, with files in place of the site's doors.
import { bidScreen } from './bid.js'
import { button, field, h, note, read, show } from './dom.js'
import { keyScreen } from './key.js'
import { openingScreen } from './opening.js'
import { _ } from './words.js'

const OWNER = 'offline'

function bid(place) {
  const screen = h('div', { class: 'stack' })
  show(place, h('h1', {}, _('离线封存响应文件')),
    field(_('条款文件（从采购页面下载的 terms.json）'), h('input', {
      class: 'in', type: 'file', accept: '.json',
      onchange: async (event) => {
        try {
          const terms = JSON.parse(await read(event.target.files[0]))
          if (!terms.keyset || !terms.bidder) throw new Error(_('这不是条款文件。'))
          await bidScreen(screen, { terms, owner: OWNER })
        } catch (error) {
          show(screen, note('bad', error.message))
        }
      },
    })), screen)
}

function official(place) {
  const screen = h('div', { class: 'stack' })
  show(place, h('h1', {}, _('离线开标工具')),
    h('div', { class: 'row' },
      button(_('生成密钥'), () => keyScreen(screen, {}), 'btn-second'),
      button(_('打开份额'), () => openingScreen(screen, {}), 'btn-second')), screen)
}

function start(place) {
  document.documentElement.lang = document.documentElement.lang || 'zh-CN'
  if (!crypto.subtle) return show(place, note('bad', _('这个浏览器不能打开本地文件加密，请换用新版 Chrome、Edge 或 Firefox。')))
  place.dataset.tool === 'bid' ? bid(place) : official(place)
}

const place = document.querySelector('[data-tool]')
const other = document.querySelector('[data-other-language]')
other.addEventListener('click', () => {
  const english = document.documentElement.lang !== 'en'
  document.documentElement.lang = english ? 'en' : 'zh-CN'
  other.textContent = english ? '中文' : 'English'
  start(place)
})
start(place)
