import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', node: 'src/node.ts', cli: 'src/cli/bin.ts' },
  format: ['esm'],
  target: 'node20',
  platform: 'neutral',
  splitting: true,
  dts: { entry: { index: 'src/index.ts', node: 'src/node.ts' } },
  external: [/^node:/],
  clean: false,
})
