// Package quota is the room of the regional quota: lines by year, region and category, and the places taken from
// them. The database itself refuses a place beyond the line (trigger quota_line_guard).
package quota
