// The supplier's screen. In the page it sends; in the offline tool it writes a file.
import { hex, sha256, utf8 } from './bytes.js'
import { clock } from './clock.js'
import { button, complaints, field, fold, h, note, read, save, show, summary } from './dom.js'
import { forget, keep, kept } from './drafts.js'
import { keyset, seal, TooLarge } from './envelope.js'
import { fingerprint, spoken } from './keys.js'
import { ask, Lost, Refused, submit, upload } from './send.js'
import { yuan } from './money.js'
import { _ } from './words.js'
import { writing } from './writing.js'

const ENVELOPES = ['technical', 'price']

export async function officials(terms) {
  const found = []
  for (const one of terms.recipients) found.push({ ...one, fingerprint: await fingerprint(one.recipient) })
  return fold(_('由 %(n)s 位开标人保管，任意 %(k)s 位一起才能打开', { n: terms.n, k: terms.k }),
    h('ul', {}, found.map((one) => h('li', {}, `${one.body || ''} ${one.name || ''}`, h('br'), h('code', {}, spoken(one.fingerprint))))),
    h('p', { class: 'hint' }, _('请与采购文件上印出的指纹核对；不一致就不要提交，并告知采购单位。')))
}

// {technical, price}: the JSON texts of both envelopes, and the bidder's own way to prove his bid.
async function sealBoth(terms, bid) {
  const flat = { ...terms, recipients: terms.recipients.map((one) => one.recipient) }
  if (await keyset(flat.recipients) !== terms.keyset) throw new Error(_('开标人的公钥与公布的指纹不一致，没有封存。'))
  const sealed = {}, own = {}
  for (const name of ENVELOPES) {
    const { envelope, salt } = await seal(flat, name, bid[name])
    sealed[name] = JSON.stringify(envelope)
    own[name] = { salt, bid: bid[name], bid_commitment: envelope.bid_commitment }
  }
  return { sealed, own }
}

const file = (terms, sealed) => JSON.stringify({
  v: 1, kind: 'sealed-bid', tender: terms.tender, bidder: terms.bidder, document: terms.document,
  ...Object.fromEntries(ENVELOPES.map((name) => [name, JSON.parse(sealed[name])])),
})

// Both envelopes of a file made by the offline tool, as the texts that are uploaded.
export function fromFile(terms, written) {
  const held = JSON.parse(written)
  if (held.kind !== 'sealed-bid') throw new Error(_('这不是封存好的响应文件。'))
  for (const name of ENVELOPES) {
    const one = held[name] || {}
    if (one.tender !== terms.tender || one.bidder !== terms.bidder) throw new Error(_('这个文件属于另一个项目或另一个单位。'))
    if (one.keyset !== terms.keyset || one.document !== terms.document) throw new Error(_('采购文件或开标人已经变更，请用新的条款文件重新封存。'))
  }
  return Object.fromEntries(ENVELOPES.map((name) => [name, JSON.stringify(held[name])]))
}

export async function bidScreen(place, { terms, door, owner, extra }) {
  const draftName = `bid-${terms.tender}-${terms.bidder}`, readyName = `sealed-${terms.tender}-${terms.bidder}`
  const status = h('div', { class: 'stack', 'aria-live': 'polite' }), problems = h('div')
  let timer = 0
  const form = writing(terms, () => {
    clearTimeout(timer)
    timer = setTimeout(() => keep(owner, draftName, form.written()).then(() => { saved.textContent = _('草稿已存在本机，没有发送。') }, () => { saved.textContent = _('这个浏览器不能保存草稿，请不要关闭页面。') }), 600)
  })
  const saved = h('p', { class: 'hint', role: 'status' })
  const say = (kind, ...words) => show(status, note(kind, ...words))

  async function send(sealed, resumed = false) {
    const digests = {}
    for (const name of ENVELOPES) digests[name] = hex(await sha256(utf8(sealed[name])))
    if (resumed) {
      // Perhaps it had arrived, and only the answer was lost.
      try {
        return await done(await submit(door, digests, terms.document))
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 422) throw error
      }
    }
    for (const [at, name] of ENVELOPES.entries()) {
      await upload(door, sealed[name], (done, all) => say('info',
        _('正在上传第 %(number)s 个密封件，共 2 个', { number: at + 1 }), ' ', h('progress', { max: all, value: done, 'aria-label': _('上传进度') })))
    }
    say('info', _('正在提交……'))
    await done(await submit(door, digests, terms.document))
  }

  async function done(told) {
    receipt(told)
    await forget(owner, readyName).catch(() => {})
  }

  // {bid_id, number, kind, said, signature, public_key}; `said` is the signed text.
  function receipt(told) {
    const name = `receipt-${terms.tender}-${told.number}.json`, written = JSON.stringify(told, null, 1)
    const said = JSON.parse(told.said)
    save(name, written)
    show(status,
      note('ok', _('已收到您的响应。回执已保存到本机，请妥善保管。')),
      summary([
        [_('公告板序号'), String(told.number)], [_('时间'), said.at], [_('公告板哈希'), h('code', {}, said.board_hash)],
        [_('您在公告板上的代号'), h('code', {}, said.alias)], [_('签名'), h('code', {}, told.signature)], [_('签名公钥'), h('code', {}, told.public_key)],
      ]),
      button(_('再下载一次回执'), () => save(name, written), 'btn-second'))
  }

  async function attempt(work) {
    for (const one of buttons) one.disabled = true
    show(problems)
    try {
      await work()
    } catch (error) {
      if (error instanceof TooLarge) say('bad', _('内容太大，封不进最大的信封（4 MB）。请减少附件。'))
      else if (error instanceof Lost) say('bad', _('网络中断。密封件保存在本机，网络恢复后点“继续提交”，从中断处接着传。'), h('br'), resume())
      else if (error instanceof Refused) say('bad', error.message)
      else say('bad', _('没有成功：%(why)s', { why: error.message || String(error) }))
    }
    for (const one of buttons) one.disabled = false
  }

  const resume = () => button(_('继续提交'), () => attempt(async () => {
    const ready = await kept(owner, readyName)
    if (!ready || ready.keyset !== terms.keyset || ready.document !== terms.document) throw new Error(_('本机没有可以继续的密封件，请重新封存。'))
    await send(ready.sealed, true)
  }), 'btn-second')

  async function sealed() {
    const bid = form.read()
    if (bid.wrong.length) {
      show(problems, complaints({ title: _('有几处需要修改'), list: bid.wrong }))
      problems.firstChild.focus()
      return null
    }
    say('info', _('正在本机加密并自检……'))
    return sealBoth(terms, bid)
  }

  const buttons = [
    door && button(_('加密封存并提交'), () => attempt(async () => {
      const made = await sealed()
      if (!made) return
      await keep(owner, readyName, { sealed: made.sealed, keyset: terms.keyset, document: terms.document }).catch(() => {})
      await send(made.sealed)
    }), 'btn-big btn-block'),
    button(_('加密封存成文件'), () => attempt(async () => {
      const made = await sealed()
      if (!made) return
      save(`sealed-bid-${terms.tender}.json`, file(terms, made.sealed))
      say('ok', _('已封存成文件。文件里的内容只有到时间由开标人一起才能打开。'))
    }), 'btn-second'),
    button(_('另存我的明文副本'), () => {
      const bid = form.read()
      save(`my-bid-${terms.tender}.json`, JSON.stringify({ technical: bid.technical, price: bid.price }, null, 1))
    }, 'btn-ghost'),
    button(_('清除本机草稿'), async () => {
      clearTimeout(timer)
      await forget(owner, draftName)
      await forget(owner, readyName)
      form.fill({})
      saved.textContent = _('本机草稿已清除。')
    }, 'btn-ghost'),
  ].filter(Boolean)

  const upload_ = door && field(_('或者上传离线工具封存的文件'), h('input', {
    class: 'in', type: 'file', accept: '.json,application/json',
    onchange: (event) => attempt(async () => {
      const chosen = event.target.files[0]
      if (chosen) await send(fromFile(terms, await read(chosen)))
    }),
  }))

  // The draft first: what somebody has begun to type must not be written over a moment later.
  const draft = await kept(owner, draftName).catch(() => null)
  if (draft) {
    form.fill(draft)
    saved.textContent = _('已恢复本机的草稿。')
  }
  show(place, door ? clock(terms) : '', await officials(terms), ...(extra ? [extra(attempt, say, receipt)] : []),
    problems, form.element, saved, status, door ? buttons[0] : '', h('div', { class: 'row' }, door ? buttons.slice(1) : buttons), upload_ || '')
  if (door && await kept(owner, readyName).catch(() => null)) {
    say('warn', _('上次封存的响应还没有提交完。'), h('br'), resume())
  }
}

// Withdraw and reconfirm: what a bid that is already in can do before the deadline.
export const standing = (door, state, bid) => (attempt, say, receipt) => {
  if (!state || state === 'none') return h('div')
  const act = (words, verb, kind) => button(words, () => attempt(async () => receipt(await ask({ ...door, base: `/api/v1/bids/${bid}` }, 'POST', verb))), kind)
  return h('section', { class: 'card pad stack' },
    h('h2', {}, _('您已提交的响应')),
    state === 'withdrawn' ? h('p', {}, _('已撤回。截止前可以重新提交。')) : h('p', {}, _('截止前可以替换：在下面重新填写并提交，以最后一次为准。')),
    state === 'stale' ? note('warn', _('采购文件已变更，原响应在您确认之前无效。请阅读变更后确认，或重新提交。')) : '',
    h('div', { class: 'row' },
      state === 'stale' ? act(_('确认原响应仍然有效'), '/confirmation', '') : '',
      state === 'withdrawn' ? '' : act(_('撤回响应'), '/withdrawal', 'btn-danger')))
}
