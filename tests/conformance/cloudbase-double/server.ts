import { EJSON } from 'bson'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DoubleDatabase } from './database'
import { DoubleStorage } from './object-storage'
import { Refused } from './refused'

/** A stand-in for CloudBase's admin endpoint, spoken to by the real wx-server-sdk. */
export interface CloudBaseDouble {
  /** Value for TCB_CONTEXT_CNFG. */
  adminUrl: string
  database: DoubleDatabase
  storage: DoubleStorage
  /** Requests served so far. */
  readonly requests: number
  close(): Promise<void>
}

type Body = Record<string, unknown>

const relaxed = (text: unknown): Record<string, unknown> =>
  typeof text === 'string' && text !== '' ? (EJSON.parse(text, { relaxed: true }) as Body) : {}
const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const transactionOf = (p: Body) => (typeof p['transactionId'] === 'string' ? p['transactionId'] : undefined)

/** One answer for each `action` of the admin protocol (as sent by wx-server-sdk 4.0.2). */
function actions(database: DoubleDatabase, storage: DoubleStorage): Record<string, (p: Body) => unknown> {
  const collection = (p: Body) => textOf(p['collectionName'])
  return {
    'database.addCollection': (p) => {
      database.addCollection(collection(p))
      return {}
    },
    'database.startTransaction': () => ({ transactionId: database.begin() }),
    'database.commitTransaction': (p) => {
      database.end(textOf(p['transactionId']), true)
      return {}
    },
    'database.abortTransaction': (p) => {
      database.end(textOf(p['transactionId']), false)
      return {}
    },
    'database.getDocument': (p) => ({
      data: {
        list: database
          .find({
            collection: collection(p),
            query: relaxed(p['query']),
            order: p['order'] ? (relaxed(p['order']) as Record<string, 1 | -1>) : undefined,
            limit: typeof p['limit'] === 'number' ? p['limit'] : 100,
            offset: typeof p['offset'] === 'number' ? p['offset'] : undefined,
            transaction: transactionOf(p),
          })
          .map((document) => EJSON.stringify(document, { relaxed: true })),
      },
    }),
    // The transaction is ignored here, as in the cloud: a count or a query with conditions runs outside of it.
    'database.calculateDocument': (p) => ({
      data: { total: database.count(collection(p), relaxed(p['query'])) },
    }),
    'database.aggregateDocuments': (p) => ({
      data: {
        list: database
          .aggregate(
            collection(p),
            (p['stages'] as { stageKey: string; stageValue: string }[]).map(({ stageKey, stageValue }) => ({
              [stageKey]: EJSON.parse(stageValue, { relaxed: true }) as unknown,
            })),
          )
          .map((row) => EJSON.stringify(row, { relaxed: true })),
      },
    }),
    'database.insertDocument': async (p) => {
      const insertedIds: string[] = []
      for (const text of p['data'] as string[])
        insertedIds.push(await database.insert(collection(p), relaxed(text), transactionOf(p)))
      return { data: { insertedIds } }
    },
    'database.modifyDocument': async (p) => {
      const { updated, upserted } = await database.modify({
        collection: collection(p),
        query: relaxed(p['query']),
        data: relaxed(p['data']),
        multi: p['multi'] === true,
        merge: p['merge'] === true,
        upsert: p['upsert'] === true,
        transaction: transactionOf(p),
      })
      return { data: { updated, upsert_id: upserted } }
    },
    'database.removeDocument': async (p) => ({
      data: {
        deleted: await database.remove(
          collection(p),
          relaxed(p['query']),
          p['multi'] === true,
          transactionOf(p),
        ),
      },
    }),
    'storage.getUploadMetadata': (p) => ({ data: storage.uploadMetadata(textOf(p['path'])) }),
    'storage.batchGetDownloadUrl': (p) => ({
      data: { download_list: storage.downloadUrls(p['file_list'] as { fileid: string; max_age?: number }[]) },
    }),
    'storage.batchDeleteFile': (p) => ({
      data: { delete_list: storage.remove(p['fileid_list'] as string[]) },
    }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Starts the double on a free port of 127.0.0.1. */
export async function startCloudBaseDouble(
  options: { transactionMs?: number; now?: () => number } = {},
): Promise<CloudBaseDouble> {
  let origin = ''
  let requests = 0
  const database = new DoubleDatabase(options.transactionMs)
  const storage = new DoubleStorage(() => origin, options.now)
  const table = actions(database, storage)

  const answer = async (body: Buffer): Promise<Body> => {
    try {
      const p = JSON.parse(body.toString()) as Body
      const act = table[textOf(p['action'])]
      if (!act) throw new Refused('INVALID_PARAM', `unknown action ${textOf(p['action'])}`)
      return (await act(p)) as Body
    } catch (e) {
      if (e instanceof Refused) return { code: e.code, message: e.message }
      return { code: 'SYS_ERR', message: e instanceof Error ? e.message : String(e) }
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      const [, route, name = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? []
      const body = await bodyOf(request)
      if (route === 'put') {
        const taken = storage.receive(name, body, request.headers['content-type'] ?? '')
        response
          .writeHead(taken ? 200 : 403)
          .end(
            taken
              ? ''
              : '<Error><Code>AccessDenied</Code><Message>no</Message><RequestId>r</RequestId><TraceId>t</TraceId></Error>',
          )
        return
      }
      if (route === 'get') {
        const object = storage.open(name)
        response.writeHead(object ? 200 : 403).end(object?.bytes)
        return
      }
      requests += 1
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ requestId: 'double', ...(await answer(body)) }))
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    adminUrl: `${origin}/admin`,
    database,
    storage,
    get requests() {
      return requests
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
