import { Parser } from '../../cloudfunctions/platform/pdf/parser'
import { readRange } from '../../cloudfunctions/platform/pdf/verify/byte-range'
import { signContract } from '../../cloudfunctions/platform/pdf/verify/testing/signed-contract'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'

// Lengths, tags and versions around a signature stand in no hash; each of them is looked at all the same.
test('the first bytes of each signature: no digit can be another and the file stay intact', async () => {
  const { signed: file } = await signContract({ flavour: 'stream' })
  const wrong: string[] = []
  let tried = 0
  for (let at = file.indexOf('/ByteRange'); at >= 0; at = file.indexOf('/ByteRange', at + 1)) {
    const range = readRange(new Parser(file, at + '/ByteRange'.length).value())
    if (!range) continue
    for (let i = 1; i <= 40; i++)
      for (const mask of [0x01, 0x02, 0x04]) {
        const copy = Buffer.from(file)
        copy[range.gapStart + i] = (copy[range.gapStart + i] ?? 0) ^ mask
        const { verdict } = verifyPdf(copy)
        tried++
        if (verdict === 'intact' || verdict === 'unsigned') wrong.push(`digit ${i} ^${mask}: ${verdict}`)
      }
  }
  expect(tried).toBe(240)
  expect(wrong).toEqual([])
})
