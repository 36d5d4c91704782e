/** The library for browsers, with everything that it imports: an ES module. */
export declare const libraryScript: string
/** The page's own code, which imports the library as `./gigaplan.js`. */
export declare const pageScript: string
export declare const pageStyle: string
