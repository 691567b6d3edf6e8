package testkit

var (
	given   = []string{"Серік", "Болат", "Марат", "Нұрлан", "Ерлан", "Қайрат", "Асхат", "Дәурен", "Жомарт", "Тимур", "Олжас", "Бекзат", "Мұхтар", "Рүстем", "Ғабит", "Самат"}
	fathers = []string{"Асанұлы", "Жұмабекұлы", "Төлегенұлы", "Қабдолұлы", "Смағұлұлы", "Оразбайұлы", "Бәйкенұлы", "Рахымжанұлы", "Еңсегенұлы", "Құдайбергенұлы", "Тұрсынұлы", "Мәмбетұлы", "Дүйсенұлы", "Ысқақұлы", "Шаймерденұлы", "Әлімханұлы"}
)

// Name is the n-th of 256 names that sound unlike each other: families of tests are not taken for each other.
func Name(n int) string {
	return given[n%len(given)] + " " + fathers[(n+n/len(given))%len(fathers)]
}
