// Yuan as people write them, fen as whole numbers: no fractions anywhere in between.

export function fen(written) {
  const found = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(written.trim().replace(/[,，\s]/g, ''))
  return found ? Number(found[1]) * 100 + Number((found[2] || '').padEnd(2, '0')) : null
}

export function yuan(amount) {
  const whole = String(Math.floor(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${whole}.${String(amount % 100).padStart(2, '0')}`
}

export function count(written) {
  return /^[1-9]\d{0,8}$/.test(written.trim()) ? Number(written) : null
}
