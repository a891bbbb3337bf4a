import { randomBytes } from 'node:crypto'
import { LocalPki } from '../pki/local-pki'
import { textLine } from './appearance/text'
import type { VectorPicture } from './appearance/vector-picture'
import { composeRevision0, type PartyPlaces } from './compose'
import type { Control } from './controls/control'
import { controlFills, controlPictures, controlSlots, type PlacedControl } from './controls/control-places'
import { pageSealPlaces } from './controls/seal-places'
import { FontSet } from './fonts/font-set'
import { readFormFields } from './form-fields'
import { completeLongTerm } from './long-term'
import { PdfReader } from './reader'
import { signPdf, type SignedRevision } from './sign'
import type { SlotFill } from './slots'
import {
  contentsOf,
  coveredBytes,
  opensslVerify,
  opensslVerifyTimeStamp,
  run,
  Scratch,
  signatureTimeStamp,
  testWith,
} from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'
import { verifyPdf } from './verify/verify-pdf'

const PAGES = 6
const pages = Array.from({ length: PAGES }, () => ({ width: 595, height: 842 }))
const fonts = FontSet.open()
const stamp: VectorPicture = {
  width: 100,
  height: 100,
  shapes: [
    { d: [['M', 5, 5], ['L', 95, 5], ['L', 95, 95], ['L', 5, 95], ['Z']], stroke: '#c5372c', strokeWidth: 6 },
  ],
}
const COMPANY = '上海云杉科技有限公司'
const names = ['张三', '李四', '王小雨', '欧阳修文', '阿不都·热合曼', '𠮷田', '㐂一', COMPANY, '赵六', '孙七']

const contractNumber: PlacedControl<'text'> = {
  name: 'number',
  page: 0,
  rect: { x: 350, y: 20, width: 200, height: 16 },
  control: { kind: 'text', name: '合同编号', required: true, pages: 'all' },
}

/** What a party fills in its turn, after others have signed. */
interface Fields {
  text: PlacedControl<'multi-line-text'>
  choice: PlacedControl<'check-boxes'>
  delivery: PlacedControl<'date'>
  initials: PlacedControl<'text'>
}
const common = { required: true } as const
const fieldsOf = (k: number): Fields => {
  const page = k % PAGES
  const y = 200 + 260 * Math.floor(k / PAGES)
  const place = <C extends Control>(name: string, control: C, height: number, below: number) => ({
    name: `p${k}-${name}`,
    page,
    rect: { x: 60, y: y + below, width: 220, height },
    control,
  })
  const options = ['同意', '不同意', '需补充材料']
  return {
    text: place('text', { kind: 'multi-line-text', name: '补充意见', ...common }, 60, 0),
    choice: place('choice', { kind: 'check-boxes', name: '是否同意', options, ...common }, 20, 70),
    delivery: place(
      'delivery',
      { kind: 'date', name: '交货日期', format: 'YYYY年MM月DD日', ...common },
      18,
      95,
    ),
    initials: {
      name: `p${k}-initials`,
      page,
      rect: { x: 20 + 50 * k, y: 815, width: 48, height: 14 },
      control: { kind: 'text', name: '小签', font: 'kai', pages: 'all', ...common },
    },
  }
}
const fillsLater = (k: number): boolean => k % 2 === 1
const opinion = (k: number): string =>
  `第${k + 1}方${names[k]}补充：货款于交货后十五日内付清，逾期按日万分之五计息。`
const edgesOf = (k: number) =>
  pageSealPlaces(`p${k}-edge`, pages, { y: 20 + 70 * k, size: { width: 90, height: 60 }, label: '骑缝章' })

const parties: PartyPlaces[] = names.map((name, k) => ({
  id: `p${k}`,
  signatureFields: [
    {
      name: `p${k}`,
      label: `${name}签名`,
      page: k % PAGES,
      rect: { x: 20 + 50 * k, y: 60, width: 45, height: 45 },
    },
  ],
  slots: [
    {
      name: `p${k}-date`,
      label: '签署日期',
      page: k % PAGES,
      rect: { x: 20 + 50 * k, y: 110, width: 80, height: 12 },
    },
    ...edgesOf(k),
    ...(fillsLater(k) ? Object.values(fieldsOf(k)).flatMap((field) => controlSlots(field, pages)) : []),
  ],
}))

function fillsOf(k: number): SlotFill[] {
  const { text, choice, delivery, initials } = fieldsOf(k)
  return [
    { name: `p${k}-date`, picture: textLine(fonts, '2026年11月22日', { face: 'hei', size: 10 }) },
    ...edgesOf(k).map(({ name, slice }) => ({ name, picture: stamp, slice })),
    ...(fillsLater(k)
      ? [
          ...controlFills(text, opinion(k), fonts, pages),
          ...controlFills(choice, ['同意', '需补充材料'], fonts, pages),
          ...controlFills(delivery, `2026-12-0${k}`, fonts, pages),
          ...controlFills(initials, names[k]?.slice(0, 4) ?? '', fonts, pages),
        ]
      : []),
  ]
}

const LATER = 3 * 365 * 86_400_000

describe.each(['table', 'stream', 'hybrid'] as const)(
  'ten parties with page seals, dates and fields that half of them fill in their turn, xref %s (issue 3)',
  (flavour) => {
    const scratch = new Scratch()
    const states: Buffer[] = []
    const acts: SignedRevision[] = []
    let completion: SignedRevision
    let pki: LocalPki
    let signingTime: Date

    beforeAll(async () => {
      pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
      signingTime = new Date()
      const { base, append } = await composeRevision0({
        source: samplePdf({ flavour, pages: PAGES }),
        parties,
        texts: controlPictures(contractNumber, '编号：QL-2026-001', fonts, pages),
      })
      states.push(Buffer.concat([base, append]))
      const certificates: Buffer[] = []
      for (const [k, name] of names.entries()) {
        const before = states.at(-1) as Buffer
        const signer =
          name === COMPANY
            ? await pki.organizationSigner({ id: 'o1', name })
            : await pki.personSigner({ name, contractId: 'c1', digest: acts.at(-1)?.revisionSha256 ?? '00' })
        certificates.push(signer.certificate)
        const act = await signPdf({
          base: before,
          fieldName: `p${k}`,
          appearance: stamp,
          slots: fillsOf(k),
          name,
          date: signingTime,
          signer,
          timeStamper: pki.timeStamper(),
        })
        acts.push(act)
        states.push(Buffer.concat([before, act.append]))
      }
      const last = states.at(-1) as Buffer
      completion = await completeLongTerm(last, {
        timeStamper: pki.timeStamper(),
        validation: await pki.validationData(certificates),
      })
      states.push(Buffer.concat([last, completion.append]))
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

    test('an act changes the objects of its own field and slots, all of them and no other', () => {
      for (const [k, party] of parties.entries()) {
        const before = PdfReader.open(states[k] as Buffer)
        const after = PdfReader.open(states[k + 1] as Buffer)
        const fields = readFormFields(before)
        const own = [...party.signatureFields, ...party.slots].map(({ name }) => fields.get(name)?.ref.num)
        const changed = [...(after.revisions.at(-1)?.sections ?? [])]
          .flatMap((section) => [...section.entries()].map(([num]) => num))
          .filter((num) => before.entry(num))
        expect(changed.sort()).toEqual(own.sort())
      }
    })

    test('our verifier: intact, every party at level B-LTA, also when all signer certificates have ended', () => {
      for (const now of [Date.now(), Date.now() + LATER]) {
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

    // At a clock past the certificate's end the time of the signature's own time stamp is given as -attime: that is
    // what the stamp is for. Without it openssl rightly says that the certificate has expired.
    testWith('openssl')(
      'openssl cms -verify -cades agrees for each, today and at a later clock',
      async () => {
        for (const { byteRange } of acts) {
          for (const at of [undefined, signingTime]) {
            const { output, status } = opensslVerify(scratch, file(), byteRange, pki.roots(), { at })
            expect(output).toContain('CAdES Verification successful')
            expect(status).toBe(0)
          }
          const later = opensslVerify(scratch, file(), byteRange, pki.roots(), {
            at: new Date(signingTime.getTime() + LATER),
          })
          expect(later.status).not.toBe(0)
          expect(later.output).toContain('certificate has expired')
        }
      },
    )

    testWith('openssl')(
      'openssl ts -verify agrees for each time stamp, also at the later clock',
      async () => {
        const stamps = acts.map(({ byteRange }) => {
          const { token, signature } = signatureTimeStamp(contentsOf(file(), byteRange))
          return { token, data: signature }
        })
        stamps.push({
          token: contentsOf(file(), completion.byteRange),
          data: coveredBytes(file(), completion.byteRange),
        })
        for (const { token, data } of stamps)
          for (const at of [undefined, new Date(signingTime.getTime() + LATER)]) {
            const result = opensslVerifyTimeStamp(scratch, token, data, pki.roots(), { at })
            expect(result.output).toContain('Verification: OK')
            expect(result.status).toBe(0)
          }
      },
    )

    testWith('qpdf')('qpdf --check finds nothing in any revision', async () => {
      for (const state of states)
        expect(run('qpdf', ['--check', scratch.file('state.pdf', state)]).output).toContain(
          'No syntax or stream encoding errors found',
        )
    })

    testWith('pdftotext')(
      'what was filled in after others had signed can be searched and copied',
      async () => {
        const text = run('pdftotext', ['-layout', scratch.file('text.pdf', file()), '-']).output.replace(
          /\s/g,
          '',
        )
        expect(text.match(/编号：QL-2026-001/g)).toHaveLength(PAGES)
        for (const k of names.keys()) {
          const filled = [opinion(k).slice(0, 14), `2026年12月0${k}日`]
          for (const part of filled) expect(text.includes(part.replace(/\s/g, ''))).toBe(fillsLater(k))
        }
      },
    )
  },
)
