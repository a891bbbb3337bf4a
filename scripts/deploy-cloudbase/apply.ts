import type { DeployPlan } from './plan'

/** The part of @cloudbase/manager-node that deploying uses. */
export interface CloudManager {
  env: { getEnvInfo(): Promise<{ EnvInfo: { Storages: { Bucket: string }[] } }> }
  database: {
    createCollectionIfNotExists(name: string): Promise<unknown>
    describeCollection(name: string): Promise<{ Indexes?: { Name: string }[] }>
    updateCollection(
      name: string,
      options: {
        CreateIndexes: {
          IndexName: string
          MgoKeySchema: { MgoIsUnique: boolean; MgoIndexKeys: { Name: string; Direction: string }[] }
        }[]
      },
    ): Promise<unknown>
  }
  functions: {
    createFunction(request: {
      func: {
        name: string
        timeout: number
        memorySize: number
        runtime: string
        handler: string
        installDependency: boolean
        triggers: { name: string; type: string; config: string }[]
      }
      functionRootPath: string
      force: boolean
    }): Promise<unknown>
  }
  commonService(): { call(request: { Action: string; Param: Record<string, unknown> }): Promise<unknown> }
}

/**
 * Brings an environment to the plan; may be run again. Access is closed before anything can be stored, and indexes
 * that are there stay, because creating one again would drop it first.
 */
export async function applyPlan(
  plan: DeployPlan,
  manager: CloudManager,
  { envId, bundles, log }: { envId: string; bundles: string; log: (line: string) => void },
): Promise<void> {
  const { EnvInfo } = await manager.env.getEnvInfo()
  for (const { Bucket } of EnvInfo.Storages) {
    const Param = { EnvId: envId, Bucket, AclTag: plan.storage.access }
    await manager.commonService().call({ Action: 'ModifyStorageSafeRule', Param })
    log(`storage ${Bucket}: ${plan.storage.access}`)
  }
  for (const c of plan.collections) {
    await manager.database.createCollectionIfNotExists(c.name)
    const Param = { EnvId: envId, CollectionName: c.name, AclTag: c.access }
    await manager.commonService().call({ Action: 'ModifyDatabaseACL', Param })
    const { Indexes = [] } = await manager.database.describeCollection(c.name)
    const missing = c.indexes.filter((index) => !Indexes.some((there) => there.Name === index.name))
    if (missing.length > 0)
      await manager.database.updateCollection(c.name, {
        CreateIndexes: missing.map((index) => ({
          IndexName: index.name,
          MgoKeySchema: {
            MgoIsUnique: false,
            MgoIndexKeys: index.keys.map((k) => ({ Name: k.field, Direction: String(k.direction) })),
          },
        })),
      })
    log(`collection ${c.name}: ${missing.length} of ${c.indexes.length} indexes created`)
  }
  for (const f of plan.functions) {
    const { name, timeout, memorySize, runtime, triggers } = f
    // No environment variables: sending any would replace those set at the console.
    const func = {
      name,
      timeout,
      memorySize,
      runtime,
      triggers,
      handler: 'index.main',
      installDependency: true,
    }
    await manager.functions.createFunction({ func, functionRootPath: bundles, force: true })
    log(`function ${name}: deployed`)
  }
}
