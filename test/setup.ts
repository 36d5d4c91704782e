import fc from 'fast-check'

// Whether a commit lands must not depend on a draw: CI tries the properties on one seed. Anywhere else each run draws its own, and a
// failure names it ("seed: …"): what it found becomes an example beside the property.
if (process.env.CI) fc.configureGlobal({ seed: 20261126 })
