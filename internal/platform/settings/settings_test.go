package settings_test

import (
	"strings"
	"testing"

	"nurlykosh/internal/platform/settings"
)

func good() settings.Settings {
	return settings.Settings{
		Env: "prod", Addr: "0.0.0.0:8080", BaseURL: "https://kosh.example", Keys: "/etc/nurlykosh/key",
		DatabaseURL: "postgres://nk_app:a-long-password-of-its-own@db/nk?sslmode=verify-full",
		OwnerURL:    "postgres://nk_owner:another-long-password@db/nk?sslmode=verify-full",
	}
}

// Each unsafe setting is refused with a sentence that says what to set.
func TestUnsafeSettingsAreRefused(t *testing.T) {
	if err := good().Check(); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name string
		set  func(*settings.Settings)
		want string
	}{
		{"another environment", func(s *settings.Settings) { s.Env = "production" }, "set it to dev or prod"},
		{"http", func(s *settings.Settings) { s.BaseURL = "http://kosh.example" }, "production needs https"},
		{"no address", func(s *settings.Settings) { s.BaseURL = "kosh" }, "set it to the address people type"},
		{"no key", func(s *settings.Settings) { s.Keys = "" }, "openssl rand -hex 32"},
		{"no database", func(s *settings.Settings) { s.DatabaseURL = "" }, "NK_DATABASE_URL is not set"},
		{"no address of a database", func(s *settings.Settings) { s.DatabaseURL = "db" }, "must be an address like"},
		{"no checked certificate", func(s *settings.Settings) {
			s.DatabaseURL = strings.Replace(s.DatabaseURL, "verify-full", "require", 1)
		}, "sslmode=verify-full"},
		{"the superuser", func(s *settings.Settings) { s.DatabaseURL = strings.Replace(s.DatabaseURL, "nk_app", "postgres", 1) }, "use a role without superuser rights"},
		{"a short password", func(s *settings.Settings) { s.DatabaseURL = "postgres://nk_app:short@db/nk?sslmode=verify-full" }, "less than 16 characters"},
		{"the owner as application", func(s *settings.Settings) { s.OwnerURL = s.DatabaseURL }, "must not own its tables"},
		{"development for everybody", func(s *settings.Settings) { s.Env = "dev" }, "NK_ADDR=127.0.0.1:8080"},
		{"development by a name", func(s *settings.Settings) { s.Env, s.Addr = "dev", "kosh.example:8080" }, "NK_ADDR=127.0.0.1:8080"},
		{"development on all addresses", func(s *settings.Settings) { s.Env, s.Addr = "dev", "[::]:8080" }, "NK_ADDR=127.0.0.1:8080"},
	} {
		s := good()
		x.set(&s)
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, want %q", x.name, err, x.want)
		}
	}
	for _, addr := range []string{"127.0.0.1:8080", "localhost:8080", "[::1]:8080", "127.0.0.2:1"} {
		s := good()
		s.Env, s.Addr = "dev", addr
		if err := s.Check(); err != nil {
			t.Errorf("development on %s: %v", addr, err)
		}
	}
}
