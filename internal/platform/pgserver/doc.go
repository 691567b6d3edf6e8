// Package pgserver runs a PostgreSQL of the program's own, for development and tests: nothing to install.
//
// The server comes with the front-end packages, listens on a private socket only, ends with the program and is
// brought back when it ends alone; after a crash of either the next start goes on where it stopped. Production
// uses a maintained server by NK_DATABASE_URL: the libraries bundled here are old.
package pgserver
