import { PdfError } from '../../errors'
import { isDict, isName, isRef, isString, PdfDict, PdfStream, type PdfValue } from '../../objects'
import type { PdfReader } from '../../reader'
import { decodeTextString } from '../../text-string'

/** What an object is for in the document. One object may have several roles; the strictest one rules. */
export type Role =
  | 'catalog'
  | 'page-tree'
  | 'page'
  | 'content' // reachable from a page's content and resources
  | 'annotations' // an /Annots array
  | 'annotation' // an annotation that is no form field, and its parts
  | 'form' // the AcroForm dictionary or its /Fields array
  | 'form-resources'
  | 'field'
  | 'field-part'
  | 'field-value'
  | 'appearance' // of a field's widget
  | 'signature'
  | 'validation-data' // DSS
  | 'metadata'
  | 'structure' // logical structure tree
  | 'document' // reachable from the catalogue in any other way

export interface FieldRole {
  name: string
  type: string
}

const MAX_VISITS = 2_000_000

/**
 * The roles of all objects of one revision, found by walking from the catalogue. Later revisions only add to them
 * (`extend`), so that the cost of an update hangs on what it changed. Roles are never taken away: an object that
 * once was page content is judged as such.
 */
export class ObjectRoles {
  readonly fields = new Map<number, FieldRole>()
  /** field or widget numbers that own an appearance, value or part */
  private readonly owners = new Map<number, Set<number>>()
  private readonly roles = new Map<Role, Set<number>>()
  /** numbers that something refers to although no such object exists: whoever defines one later changes what is seen */
  readonly dangling = new Set<number>()
  /** the catalogue's entry that a document-level object hangs on */
  private readonly entries = new Map<number, string>()
  private visits = 0

  constructor(private reader: PdfReader) {
    const root = reader.catalogRef.num
    this.add('catalog', root)
    this.walkPageTree(reader.catalog.get('Pages') ?? null)
    this.walkForm(reader.catalog.get('AcroForm') ?? null)
    for (const page of this.of('page')) this.expandPage(page)
    this.expandCatalog()
    const info = reader.trailer.get('Info')
    if (info) this.walk('metadata', info)
  }

  of(role: Role): Set<number> {
    let set = this.roles.get(role)
    if (!set) this.roles.set(role, (set = new Set()))
    return set
  }

  has(role: Role, num: number): boolean {
    return this.roles.get(role)?.has(num) ?? false
  }

  ownersOf(num: number): readonly number[] {
    return [...(this.owners.get(num) ?? [])]
  }

  /** The catalogue's entry that leads to a document-level object; empty when none is known. */
  entryOf(num: number): string {
    return this.entries.get(num) ?? ''
  }

  /** Adds the roles of what `reader`'s newest revision made reachable by changing the objects `changed`. */
  extend(reader: PdfReader, changed: Iterable<number>): void {
    this.reader = reader
    const numbers = [...changed]
    // Fields first: whether a new annotation is a form field depends on it.
    if (numbers.some((num) => this.has('form', num) || this.has('catalog', num) || this.has('field', num))) {
      this.walkForm(reader.catalog.get('AcroForm') ?? null)
    }
    for (const num of numbers) {
      if (this.has('page-tree', num)) this.walkPageTree(reader.catalog.get('Pages') ?? null)
      if (this.has('page', num)) this.expandPage(num)
      if (this.has('annotations', num)) this.walkAnnotations(this.read(num))
      if (this.has('catalog', num)) this.expandCatalog()
      for (const role of GENERIC) if (this.has(role, num)) this.walkInside(role, num, this.ownersOf(num))
    }
  }

  private add(role: Role, num: number): boolean {
    const set = this.of(role)
    if (set.has(num)) return false
    if (++this.visits > MAX_VISITS) throw new PdfError('limit', 'too many objects to analyse')
    set.add(num)
    return true
  }

  private read(num: number): PdfValue {
    const entry = this.reader.entry(num)
    if (!entry || entry.type === 'free') {
      this.dangling.add(num)
      return null
    }
    try {
      return this.reader.object(num)
    } catch {
      return null
    }
  }

  private open(value: PdfValue | undefined): PdfValue {
    return isRef(value) ? this.read(value.num) : (value ?? null)
  }

  private walkPageTree(root: PdfValue): void {
    const stack: PdfValue[] = [root]
    while (stack.length > 0) {
      const ref = stack.pop()
      if (!isRef(ref) || this.has('page-tree', ref.num) || this.has('page', ref.num)) continue
      const dict = this.read(ref.num)
      if (!isDict(dict)) continue
      const kids = this.open(dict.get('Kids'))
      if (!Array.isArray(kids)) {
        this.add('page', ref.num)
        continue
      }
      this.add('page-tree', ref.num)
      const array = dict.get('Kids')
      if (isRef(array)) this.add('page-tree', array.num)
      stack.push(...kids)
    }
  }

  private expandPage(num: number): void {
    const dict = this.read(num)
    if (!isDict(dict)) return
    for (const [key, value] of dict.entries) {
      if (key === 'Parent') continue
      if (key === 'Annots') {
        if (isRef(value)) this.add('annotations', value.num)
        this.walkAnnotations(this.open(value))
      } else if (key === 'Metadata' || key === 'PieceInfo') this.walk('metadata', value)
      else this.walk('content', value)
    }
    // Inherited resources belong to the page as much as its own.
    for (let up = dict.get('Parent'), guard = 0; isRef(up) && guard < 64; guard++) {
      const node = this.read(up.num)
      if (!isDict(node)) break
      const resources = node.get('Resources')
      if (resources) this.walk('content', resources)
      up = node.get('Parent')
    }
  }

  private walkAnnotations(value: PdfValue): void {
    for (const item of Array.isArray(value) ? value : []) {
      if (isRef(item) && this.has('field', item.num)) continue
      this.walk('annotation', item)
    }
  }

  private walkForm(value: PdfValue): void {
    if (isRef(value)) this.add('form', value.num)
    const form = this.open(value)
    if (!isDict(form)) return
    const fields = form.get('Fields')
    if (isRef(fields)) this.add('form', fields.num)
    for (const field of this.items(fields)) this.walkField(field, { name: '', type: '' }, 0)
    for (const [key, part] of form.entries) {
      if (key === 'DR') this.walk('form-resources', part)
      else if (key !== 'Fields') this.walk('document', part)
    }
  }

  private items(value: PdfValue | undefined): PdfValue[] {
    const array = this.open(value)
    return Array.isArray(array) ? array : []
  }

  private walkField(value: PdfValue, parent: FieldRole, depth: number): void {
    if (!isRef(value) || depth > 64 || !this.add('field', value.num)) return
    const dict = this.read(value.num)
    if (!isDict(dict)) return
    const title = this.open(dict.get('T'))
    const type = this.open(dict.get('FT'))
    const here: FieldRole = {
      name: isString(title) ? [parent.name, decodeTextString(title)].filter(Boolean).join('.') : parent.name,
      type: isName(type) ? type.value : parent.type,
    }
    this.fields.set(value.num, here)
    const kids = dict.get('Kids')
    if (isRef(kids)) this.own('field-part', kids.num, value.num)
    for (const kid of this.items(kids)) this.walkField(kid, here, depth + 1)
    this.expandField(value.num)
  }

  private expandField(num: number): void {
    const dict = this.read(num)
    if (!isDict(dict)) return
    const signature = this.fields.get(num)?.type === 'Sig'
    for (const [key, value] of dict.entries) {
      if (key === 'Parent' || key === 'Kids' || key === 'P') continue
      const role =
        key === 'AP' ? 'appearance' : key === 'V' ? (signature ? 'signature' : 'field-value') : 'field-part'
      this.walk(role, value, [num])
    }
  }

  private own(role: Role, num: number, owner: number): void {
    this.add(role, num)
    const owners = this.owners.get(num)
    if (owners) owners.add(owner)
    else this.owners.set(num, new Set([owner]))
  }

  private expandCatalog(): void {
    for (const [key, value] of this.reader.catalog.entries) {
      if (key === 'Pages' || key === 'AcroForm') continue
      if (key === 'DSS' || key === 'Extensions') this.walk('validation-data', value)
      else if (key === 'Metadata') this.walk('metadata', value)
      else if (key === 'StructTreeRoot') this.walk('structure', value)
      else this.walk('document', value, [], key)
    }
  }

  /** Gives a role to everything reachable from a value, stopping at pages and fields. */
  private walk(role: Role, start: PdfValue, owners: readonly number[] = [], entry?: string): void {
    const stack: PdfValue[] = [start]
    while (stack.length > 0) {
      const value = stack.pop()
      if (isRef(value)) {
        if (this.has('page', value.num) || this.has('page-tree', value.num) || this.has('field', value.num))
          continue
        if (this.has('catalog', value.num)) continue
        const fresh = this.add(role, value.num)
        if (fresh && entry !== undefined) this.entries.set(value.num, entry)
        let known = !fresh
        for (const owner of owners) {
          if (!this.ownersOf(value.num).includes(owner)) known = false
          this.own(role, value.num, owner)
        }
        if (!known) stack.push(this.read(value.num))
      } else if (Array.isArray(value)) stack.push(...value)
      else if (value instanceof PdfDict) stack.push(...value.entries.values())
      else if (value instanceof PdfStream) stack.push(...value.dict.entries.values())
    }
  }

  private walkInside(role: Role, num: number, owners: readonly number[]): void {
    const value = this.read(num)
    const inside = Array.isArray(value)
      ? value
      : value instanceof PdfStream
        ? [...value.dict.entries.values()]
        : value instanceof PdfDict
          ? [...value.entries.values()]
          : []
    if (role === 'field') this.expandField(num)
    else for (const item of inside) this.walk(role, item, owners)
  }
}

const GENERIC: readonly Role[] = [
  'field',
  'content',
  'annotation',
  'appearance',
  'field-value',
  'field-part',
  'form-resources',
  'validation-data',
  'metadata',
  'structure',
  'document',
]
