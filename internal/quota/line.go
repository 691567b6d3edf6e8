package quota

// Line is one quota line: places by year, region and category.
type Line struct {
	ID        int64  `db:"id"`
	Year      int    `db:"year"`
	Region    string `db:"region"`
	Track     string `db:"track"`
	Unit      string `db:"unit"` // persons or families
	Grantable bool   `db:"grantable"`
	Granted   int    `db:"granted"`
	Reserved  int    `db:"reserved"`
	Used      int    `db:"used"`
	Amount    int    `db:"amount"`
	Version   int    `db:"version"`
}

// Free is the number of places left; never below zero, also when an order lowered the line below what is granted.
func (l Line) Free() int { return max(0, l.Amount-l.Granted-l.Reserved) }

// OverBy is how far an order lowered the line below what is granted.
func (l Line) OverBy() int { return max(0, l.Granted+l.Reserved-l.Amount) }

// Places is what a household of n persons takes from the line.
func (l Line) Places(persons int) int {
	if l.Unit == "families" {
		return 1
	}
	return persons
}
