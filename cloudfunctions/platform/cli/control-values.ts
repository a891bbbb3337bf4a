import { dirname, resolve } from 'node:path'
import { checkValue, type ValueError } from '../pdf/controls/check-value'
import type { Control, ControlKind, DrawnValues } from '../pdf/controls/control'
import { readImage } from '../pdf/image/read-image'
import { readInput } from './read-file'
import { readJson } from './plan'
import { RefusedInput } from './refusal'

/** Values by the id of the control; image controls name a file, beside the values' own file. */
export class ControlValueFile {
  private constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly folder: string,
    private readonly file: string,
  ) {}

  static async read(file: string | undefined): Promise<ControlValueFile> {
    if (file === undefined) return new ControlValueFile({}, '.', '')
    const values = readJson(await readInput(file), file)
    if (typeof values !== 'object' || values === null || Array.isArray(values))
      throw new RefusedInput('VALUES', { zh: `${file} 应为对象`, en: `${file} must hold an object` })
    return new ControlValueFile(values as Record<string, unknown>, dirname(file), file)
  }

  /** Ids that no control has: a typing error must not be lost. */
  checkKnown(ids: ReadonlySet<string>): void {
    const unknown = Object.keys(this.values).filter((id) => !ids.has(id))
    if (unknown.length > 0)
      throw new RefusedInput('VALUES', {
        zh: `${this.file} 中没有这些控件：${unknown.join('、')}`,
        en: `${this.file} names controls that do not exist: ${unknown.join(', ')}`,
      })
  }

  /** A control's value, checked and ready to be drawn; null when nothing was filled in. */
  async drawn<K extends ControlKind>(id: string, control: Control<K>): Promise<DrawnValues[K] | null> {
    const value = Object.hasOwn(this.values, id) ? this.values[id] : null
    const files = control.kind === 'image' || control.kind === 'attachment' ? await this.images(value) : null
    const first = checkValue<K>(control, files ? factsOf(control.kind, files) : value)[0]
    if (first) throw invalid(id, first)
    if (value === null) return null
    if (!files) return value as DrawnValues[K]
    const images = files.map(({ bytes }) => readImage(bytes))
    return (control.kind === 'image' ? (images[0] ?? null) : images) as DrawnValues[K] | null
  }

  private async images(value: unknown): Promise<{ fileName: string; bytes: Buffer }[]> {
    const names = (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string')
    return Promise.all(
      names.map(async (fileName) => ({ fileName, bytes: await readInput(resolve(this.folder, fileName)) })),
    )
  }
}

function factsOf(kind: ControlKind, files: readonly { fileName: string; bytes: Buffer }[]): unknown {
  const facts = files.map(({ fileName, bytes }) => ({ fileName, size: bytes.length }))
  if (kind === 'attachment') return facts.length > 0 ? facts : null
  return facts[0] ?? null
}

function invalid(id: string, { code, part, limit }: ValueError): RefusedInput {
  const what = [code, part, limit].filter((item) => item !== undefined).join(' ')
  return new RefusedInput(code, { zh: `控件 ${id} 的值无效：${what}`, en: `control ${id}: ${what}` })
}
