import { ConversionRefused } from '../conversion'

export interface DecodedText {
  text: string
  /** as the WHATWG names it */
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  /** no mark said so and it is not UTF-8: another encoding could give other characters */
  guessed: boolean
}

/**
 * Text of a file: by its byte order mark, else strict UTF-8, else GB18030 (what Chinese Windows writes).
 * @throws ConversionRefused TEXT_ENCODING: a character that is guessed wrong would be another contract
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length >= 4 && (file.readUInt32LE(0) === 0xfeff || file.readUInt32BE(0) === 0xfeff))
    throw new ConversionRefused('TEXT_ENCODING', 'UTF-32')
  if (file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf) return strict(file, 'utf-8', false)
  if (file[0] === 0xff && file[1] === 0xfe) return strict(file, 'utf-16le', false)
  if (file[0] === 0xfe && file[1] === 0xff) return strict(file, 'utf-16be', false)
  // No text of one byte a unit holds zeros: a binary file, or UTF-16 without its mark.
  if (file.includes(0)) throw new ConversionRefused('TEXT_ENCODING')
  try {
    return strict(file, 'utf-8', false)
  } catch {
    return strict(file, 'gb18030', true)
  }
}

function strict(file: Buffer, encoding: DecodedText['encoding'], guessed: boolean): DecodedText {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(file), encoding, guessed }
  } catch {
    throw new ConversionRefused('TEXT_ENCODING')
  }
}
