// Package sql embeds the schema's migrations, the named queries and the seed tables.
package sql

import "embed"

// Migrations are goose files, applied in order by the owner role.
//
//go:embed migrations/*.sql
var Migrations embed.FS

// Queries are the named queries, one file a room.
//
//go:embed queries/*.sql
var Queries embed.FS

// Seed holds the dated tables of the programme (tab-separated, with their sources).
//
//go:embed seed
var Seed embed.FS
