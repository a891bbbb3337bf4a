import { CloudBaseStore } from '#platform/adapters/store-cloudbase/cloudbase-store'
import type { Store } from '#platform/kernel/store'
import { realSdk } from './cloudbase-double/real-sdk'
import { startCloudBaseDouble, type CloudBaseDouble } from './cloudbase-double/server'
import { allCollections, boxes } from './papers'
import { reservationConformance } from './reservation-suite'
import { documentConformance } from './store-suite'

let double: CloudBaseDouble | undefined
let store: Store | undefined

const open = async () => {
  double ??= await startCloudBaseDouble()
  if (!store) {
    store = new CloudBaseStore(await realSdk(double.adminUrl))
    await store.ensure(allCollections)
    await store.ensure(allCollections)
  }
  return store
}
afterAll(() => double?.close())

describe('documents on the real wx-server-sdk', () => documentConformance(open))
describe('reservations on the real wx-server-sdk', () =>
  reservationConformance(open, () => Date.now() + 7_200_000))

describe('the double is honest', () => {
  test('without touch, write skew happens as in the cloud', async () => {
    const s = await open()
    await s.tx(async (t) => {
      await t.insert(boxes, { id: 'honest-a', value: 1 })
      await t.insert(boxes, { id: 'honest-b', value: 1 })
    })
    let bothRead: () => void = () => undefined
    const gate = new Promise<void>((resolve) => (bothRead = resolve))
    let readers = 0
    const leave = (mine: string, other: string) =>
      s.tx(async (t) => {
        const stays = (await t.get(boxes, other, 'read'))!
        const goes = (await t.get(boxes, mine))!
        readers += 1
        if (readers === 2) bothRead()
        await gate
        if (stays.value === 1) await t.put(boxes, { ...goes, value: 0 })
      })
    await Promise.all([leave('honest-a', 'honest-b'), leave('honest-b', 'honest-a')])
    expect([(await s.get(boxes, 'honest-a'))?.value, (await s.get(boxes, 'honest-b'))?.value]).toEqual([0, 0])
  })

  test("the SDK's own runTransaction gives up where ours goes on", async () => {
    await open()
    const sdk = (await realSdk(double!.adminUrl)) as unknown as { database(o: object): never }
    const db = sdk.database({ throwOnNotFound: false }) as {
      runTransaction(
        body: (t: {
          collection(n: string): { doc(id: string): { set(o: object): Promise<void> } }
        }) => Promise<void>,
      ): Promise<void>
    }
    let tries = 0
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () =>
        db.runTransaction(async (t) => {
          tries += 1
          await t
            .collection('boxes')
            .doc('contended')
            .set({ data: { version: 1, body: '{"value":1}' } })
          await new Promise((resolve) => setTimeout(resolve, 50))
        }),
      ),
    )
    expect(results.some((r) => r.status === 'rejected')).toBe(true)
    expect(tries).toBe(5)
  })
})
