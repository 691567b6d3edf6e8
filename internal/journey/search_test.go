package journey_test

import "testing"

func TestSearchByFiveScriptsWithScripts(t *testing.T)    { run(t, "search.mjs", "scripts") }
func TestSearchByFiveScriptsWithoutScripts(t *testing.T) { run(t, "search.mjs", "plain") }
