package names_test

import (
	"testing"

	"nurlykosh/internal/identity/names"
)

// leastPairs is the limit beside the benchmark: pairs a second on one core, reading both names each time.
const leastPairs = 50_000

func BenchmarkCompare(b *testing.B) {
	pairs := [][2]string{
		{"Нұрлан", "Nuerlan"},
		{"Тұрсынжан", "Tuerxunjiang"},
		{"Мұрат", "Malati"},
		{"Әбілмәжінұлы", "ٴابىلماجىن ۇلى"},
		{"Өмірзақ Шөкеев", "Umirzak Shukeyev"},
		{"Айшолпан Нұрғайыпқызы", "Нургайвын Айшолпан"},
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		p := pairs[i%len(pairs)]
		names.Compare(p[0], p[1])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pairs/s")
	b.ReportMetric(leastPairs, "least-pairs/s")
}
