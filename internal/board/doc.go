// Package board is the supervisor's room: load, ageing, reassignment. Every figure opens the list behind it.
package board
