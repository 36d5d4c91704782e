declare module 'sql.js' {
  /** A database in memory: the part that is used here. */
  export interface Database {
    exec(sql: string): { columns: string[]; values: unknown[][] }[]
    prepare(sql: string): Statement
    close(): void
  }

  export interface Statement {
    step(): boolean
    get(): unknown[]
    getColumnNames(): string[]
    free(): void
  }

  const initSqlJs: () => Promise<{ Database: new (bytes: Uint8Array) => Database }>
  export default initSqlJs
}
