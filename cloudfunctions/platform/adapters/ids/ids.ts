import { randomBytes, randomInt } from 'node:crypto'
import type { Ids } from '#platform/kernel/ports'

/**
 * Ids from the operating system's random source.
 * `ordered` is lower-case hex so that it sorts the same in code and in every database collation.
 */
export function createIds(now: () => number = Date.now): Ids {
  let lastTime = 0
  let sequence = 0
  return {
    random: () => {
      // 136 bits, 23 characters. A leading `-` reads as a command-line flag; the WeChat SDK turns all digits into numbers.
      for (;;) {
        const id = randomBytes(17).toString('base64url')
        if (!id.startsWith('-') && !/^\d+$/.test(id)) return id
      }
    },
    ordered: () => {
      const time = Math.max(now(), lastTime)
      sequence = time === lastTime ? sequence + 1 : 0
      lastTime = time
      const order = time.toString(16).padStart(12, '0') + sequence.toString(16).padStart(6, '0')
      return `t${order}${randomBytes(10).toString('hex')}`
    },
    digits: (n) => Array.from({ length: n }, () => randomInt(10)).join(''),
  }
}
