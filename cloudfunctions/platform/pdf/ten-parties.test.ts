import { randomBytes } from 'node:crypto'
import { LocalPki } from '../pki/local-pki'
import type { VectorPicture } from './appearance/vector-picture'
import { composeRevision0, type PartyPlaces } from './compose'
import { addDocumentTimestamp } from './long-term'
import { PdfReader } from './reader'
import { signPdf, type SignedRevision } from './sign'
import { opensslVerify, run, Scratch, testWith } from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'
import { verifyPdf } from './verify/verify-pdf'

const PAGES = 6
const stamp: VectorPicture = {
  width: 100,
  height: 100,
  shapes: [
    { d: [['M', 5, 5], ['L', 95, 5], ['L', 95, 95], ['L', 5, 95], ['Z']], stroke: '#c5372c', strokeWidth: 6 },
  ],
}
const names = [
  '张三',
  '李四',
  '王小雨',
  '欧阳修文',
  '阿不都·热合曼',
  '𠮷田',
  '㐂一',
  '上海云杉科技有限公司',
  '赵六',
  '孙七',
]
const parties: PartyPlaces[] = names.map((_, k) => ({
  id: `p${k}`,
  signatureFields: [
    { name: `p${k}`, page: k % PAGES, rect: { x: 20 + 50 * k, y: 60, width: 45, height: 45 } },
  ],
  slots: [
    { name: `p${k}-date`, page: k % PAGES, rect: { x: 20 + 50 * k, y: 110, width: 45, height: 12 } },
    ...Array.from({ length: PAGES }, (_, page) => ({
      name: `p${k}-edge-${page}`,
      page,
      rect: { x: 580, y: 20 + 70 * k, width: 15, height: 60 },
    })),
  ],
}))

describe.each(['table', 'stream', 'hybrid'] as const)(
  'ten parties with page seals and dates, xref %s (issue 3)',
  (flavour) => {
    const scratch = new Scratch()
    const states: Buffer[] = []
    const acts: SignedRevision[] = []
    let pki: LocalPki

    beforeAll(async () => {
      pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
      const { base, append } = await composeRevision0({
        source: samplePdf({ flavour, pages: PAGES }),
        parties,
      })
      states.push(Buffer.concat([base, append]))
      const certificates: Buffer[] = []
      for (const [k, party] of parties.entries()) {
        const name = names[k] as string
        const before = states.at(-1) as Buffer
        const signer = await pki.personSigner({
          name,
          contractId: 'c1',
          digest: acts.at(-1)?.revisionSha256 ?? '00',
        })
        certificates.push(signer.certificate)
        const [date, ...edges] = party.slots
        const act = await signPdf({
          base: before,
          fieldName: party.id,
          appearance: stamp,
          slots: [
            { name: date?.name ?? '', picture: stamp },
            ...edges.map((edge, index) => ({
              name: edge.name,
              picture: stamp,
              slice: { index, count: PAGES },
            })),
          ],
          name,
          date: new Date(),
          signer,
          timeStamper: pki.timeStamper(),
        })
        acts.push(act)
        states.push(Buffer.concat([before, act.append]))
      }
      const last = states.at(-1) as Buffer
      const stamped = await addDocumentTimestamp(
        last,
        pki.timeStamper(),
        await pki.validationData(certificates),
      )
      states.push(Buffer.concat([last, stamped.append]))
    })
    afterAll(() => scratch.remove())

    const file = () => states.at(-1) as Buffer

    test('each state is a byte prefix of the next and a revision of its own', () => {
      states
        .slice(1)
        .forEach((state, i) =>
          expect(state.subarray(0, states[i]?.length).equals(states[i] as Buffer)).toBe(true),
        )
      const ends = PdfReader.open(file()).revisions.map(({ end }) => end)
      expect(ends.slice(1)).toEqual(states.map(({ length }) => length))
    })

    test('our verifier: intact, every party at level B-LTA, also when all signer certificates have ended', () => {
      for (const now of [Date.now(), Date.now() + 3 * 365 * 86_400_000]) {
        const report = verifyPdf(file(), { roots: pki.roots(), now })
        expect(report.verdict).toBe('intact')
        expect(report.signatures.map(({ level }) => level)).toEqual([
          ...names.map(() => 'B-LTA'),
          'time-stamp',
        ])
        expect(report.signatures.slice(0, 10).map(({ signer }) => signer?.name)).toEqual(names)
      }
    })

    testWith('pdfsig')('pdfsig: ten valid signatures', async () => {
      const { output } = run('pdfsig', ['-nocert', scratch.file('ten.pdf', file())])
      expect(output.match(/Signature is Valid/g)).toHaveLength(10)
    })

    testWith('openssl')('openssl cms -verify -cades agrees for each', async () => {
      for (const { byteRange } of acts) {
        expect(opensslVerify(scratch, file(), byteRange, pki.roots()).output).toContain(
          'CAdES Verification successful',
        )
      }
    })

    testWith('qpdf')('qpdf --check finds nothing in any revision', async () => {
      for (const state of states)
        expect(run('qpdf', ['--check', scratch.file('state.pdf', state)]).output).toContain(
          'No syntax or stream encoding errors found',
        )
    })
  },
)
