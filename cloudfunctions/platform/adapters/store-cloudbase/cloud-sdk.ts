/** An operator made by `db.command`; opaque. */
export type CloudOperator = { readonly __operator?: never }
export type CloudData = Record<string, unknown>

/** `db.command`, as far as we use it. */
export interface CloudCommand {
  eq(value: unknown): CloudOperator
  neq(value: unknown): CloudOperator
  in(values: unknown[]): CloudOperator
  gt(value: unknown): CloudOperator
  gte(value: unknown): CloudOperator
  lt(value: unknown): CloudOperator
  lte(value: unknown): CloudOperator
  all(values: unknown[]): CloudOperator
  exists(yes: boolean): CloudOperator
  and(conditions: CloudData[]): CloudData
  or(conditions: CloudData[]): CloudData
  inc(by: number): CloudOperator
  min(value: number): CloudOperator
  max(value: number): CloudOperator
  set(value: unknown): CloudOperator
  remove(): CloudOperator
}

export interface CloudDocument {
  get(): Promise<{ data: CloudData | null }>
  set(options: { data: CloudData }): Promise<unknown>
  remove(): Promise<{ stats: { removed: number } }>
}

export interface CloudQuery {
  orderBy(field: string, direction: 'asc' | 'desc'): CloudQuery
  limit(n: number): CloudQuery
  get(): Promise<{ data: CloudData[] }>
  update(options: { data: CloudData }): Promise<{ stats: { updated: number } }>
}

export interface CloudAggregate {
  match(condition: CloudData): CloudAggregate
  limit(n: number): CloudAggregate
  count(field: string): CloudAggregate
  end(): Promise<{ list: CloudData[] }>
}

export interface CloudCollection {
  doc(id: string): CloudDocument
  where(condition: CloudData): CloudQuery
  add(options: { data: CloudData }): Promise<{ _id: string }>
  aggregate(): CloudAggregate
}

/** Inside a transaction only `doc` and `add` belong to it: `where` would silently run outside. */
export interface CloudTransaction {
  collection(name: string): Pick<CloudCollection, 'doc' | 'add'>
  commit(): Promise<unknown>
  rollback(): Promise<unknown>
}

export interface CloudDatabase {
  command: CloudCommand
  collection(name: string): CloudCollection
  startTransaction(): Promise<CloudTransaction>
  createCollection(name: string): Promise<unknown>
}

/** The part of wx-server-sdk (4.0.2) behind the store and the files; its own types are `any` where it matters. */
export interface CloudSdk {
  DYNAMIC_CURRENT_ENV: unknown
  init(options: { env: unknown }): void
  database(options: { throwOnNotFound: boolean }): CloudDatabase
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID?: string }>
  downloadFile(options: { fileID: string }): Promise<{ fileContent?: Buffer }>
  getTempFileURL(options: {
    fileList: { fileID: string; maxAge: number }[]
  }): Promise<{ fileList: { fileID: string; tempFileURL?: string; status: number }[] }>
  deleteFile(options: { fileList: string[] }): Promise<{ fileList: { fileID: string; status: number }[] }>
}
