package civil

import (
	"time"
	_ "time/tzdata" // the zone must be there on every machine
)

// Almaty is the zone of the programme's civil days (product.md §4.7): five hours ahead of UTC since 1 March 2024,
// six before.
var Almaty = zone(time.LoadLocation)

// zone takes the machine's table of zones, which Go prefers to the one it embeds. A table older than 2024 would end
// every day an hour early, so it is not used.
func zone(load func(string) (*time.Location, error)) *time.Location {
	const hour = 60 * 60
	l, err := load("Asia/Almaty")
	if err != nil {
		panic(err) // embedded above
	}
	if _, offset := time.Date(2024, time.March, 2, 0, 0, 0, 0, time.UTC).In(l).Zone(); offset != 5*hour {
		return time.FixedZone("Asia/Almaty", 5*hour)
	}
	return l
}
