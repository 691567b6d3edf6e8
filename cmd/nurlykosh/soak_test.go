//go:build soak

package main_test

import "testing"

// kill -9 in the middle of 50 writers, fifty times (trust.md R-01).
func TestSoakKilledFiftyTimes(t *testing.T) { killDrill(t, 50) }
