// In a page of the site: each element that names a screen gets it.
import { bidScreen, standing } from './bid.js'
import { canonical } from './canonical.js'
import { note, show } from './dom.js'
import { keyset, open, seal } from './envelope.js'
import { keyScreen } from './key.js'
import { fingerprint, openShares } from './keys.js'
import { openingScreen } from './opening.js'
import { _ } from './words.js'

const SCREENS = {
  bid: (place, told) => bidScreen(place, { ...told, extra: standing(told.door, told.state, told.bid) }),
  key: keyScreen,
  opening: openingScreen,
}

// For whoever wants to check from the console what these pages do, with numbers of their own.
window.sealing = Object.freeze({ canonical, fingerprint, keyset, open, openShares, seal })

for (const place of document.querySelectorAll('[data-sealing]')) {
  const told = place.dataset
  // Browsers give their cryptography to https and to this machine only.
  if (!window.isSecureContext || !crypto.subtle) {
    show(place, note('bad', _('这个浏览器不能在此加密：请用 https 地址打开，或换用新版浏览器，或下载离线工具。')))
    continue
  }
  SCREENS[told.sealing](place, {
    door: { base: told.base, token: told.token },
    owner: told.owner,
    holder: told.holder,
    recipient: told.recipient,
    state: told.state,
    bid: told.bid,
    terms: told.terms ? JSON.parse(told.terms) : undefined,
  })
}
