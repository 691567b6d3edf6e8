// Package settings reads the program's settings: environment variables with the prefix NK_, one struct,
// checked at the start. In production unsafe settings stop the start with a sentence that says what to set.
package settings

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Settings are all settings of the program; the tags are what `nurlykosh help settings` prints.
type Settings struct {
	Addr        string `env:"ADDR" envDefault:"127.0.0.1:8080" help:"address and port to listen on; in dev of this machine only"`
	DatabaseURL string `env:"DATABASE_URL" help:"PostgreSQL 15 or newer for the application role; empty: an own PostgreSQL in var/"`
	OwnerURL    string `env:"OWNER_URL" help:"the same database for the owner role; for migrate and audit verify only"`
	BaseURL     string `env:"BASE_URL" help:"address people type, with scheme; https in production"`
	Env         string `env:"ENV" envDefault:"dev" help:"dev or prod; prod refuses unsafe settings and knows no demo accounts"`
	Keys        string `env:"KEYS" help:"file with the master key (64 hexadecimal digits, mode 0600); in dev made under var/"`
	Var         string `env:"VAR" envDefault:"var" help:"folder for the own database, keys and logs in development"`
	Packages    string `env:"PACKAGES" envDefault:"static/node_modules" help:"where the front-end packages are; the own PostgreSQL is among them"`
	Proxies     string `env:"PROXIES" help:"addresses of trusted proxies, comma separated; only they may name the client's address"`
}

// Prod reports whether the program runs in production.
func (s Settings) Prod() bool { return s.Env == "prod" }

// Secure reports whether people reach the program by https.
func (s Settings) Secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// Load reads the environment and checks it.
func Load() (Settings, error) {
	s, err := env.ParseAsWithOptions[Settings](env.Options{Prefix: "NK_"})
	if err != nil {
		return s, err
	}
	if s.BaseURL == "" {
		s.BaseURL = "http://" + s.Addr
	}
	if s.Keys == "" && !s.Prod() {
		s.Keys = s.Var + "/keys"
	}
	return s, s.Check()
}

// Check refuses what cannot work, and in production what is not safe. Every sentence says what to set.
func (s Settings) Check() error {
	var bad []error
	no := func(format string, args ...any) { bad = append(bad, fmt.Errorf(format, args...)) }
	if s.Env != "dev" && s.Env != "prod" {
		no("NK_ENV is %q: set it to dev or prod", s.Env)
	}
	if u, err := url.Parse(s.BaseURL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		no("NK_BASE_URL is %q: set it to the address people type, such as https://kosh.example", s.BaseURL)
	}
	if !s.Prod() {
		if !loopback(s.Addr) {
			no("NK_ADDR is %q: development lets everybody in by one press and listens on this machine only; set NK_ADDR=127.0.0.1:8080, or NK_ENV=prod", s.Addr)
		}
		return errors.Join(bad...)
	}
	if !s.Secure() {
		no("NK_BASE_URL is %q: production needs https", s.BaseURL)
	}
	if s.Keys == "" {
		no("NK_KEYS is not set: production needs a key file (openssl rand -hex 32 > FILE; chmod 600 FILE)")
	}
	if s.DatabaseURL == "" {
		no("NK_DATABASE_URL is not set: production needs a maintained PostgreSQL of its own")
	} else if err := safeDatabase("NK_DATABASE_URL", s.DatabaseURL); err != nil {
		bad = append(bad, err)
	}
	if s.OwnerURL != "" {
		if s.OwnerURL == s.DatabaseURL || sameUser(s.OwnerURL, s.DatabaseURL) {
			no("NK_OWNER_URL and NK_DATABASE_URL use one role: the application must not own its tables")
		}
		if err := safeDatabase("NK_OWNER_URL", s.OwnerURL); err != nil {
			bad = append(bad, err)
		}
	}
	return errors.Join(bad...)
}

// loopback reports whether an address can be reached from this machine alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

func sameUser(a, b string) bool {
	ua, erra := url.Parse(a)
	ub, errb := url.Parse(b)
	return erra == nil && errb == nil && ua.User != nil && ub.User != nil && ua.User.Username() == ub.User.Username()
}

// safeDatabase wants a private socket or a checked certificate, and a password that is not a default.
func safeDatabase(name, dsn string) error {
	u, err := url.Parse(dsn)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return fmt.Errorf("%s must be an address like postgres://user:password@host/database?sslmode=verify-full", name)
	}
	socket := strings.HasPrefix(u.Query().Get("host"), "/") || u.Host == ""
	if mode := u.Query().Get("sslmode"); !socket && mode != "verify-full" {
		return fmt.Errorf("%s has sslmode=%q: production needs sslmode=verify-full", name, mode)
	}
	if u.User != nil {
		if u.User.Username() == "postgres" {
			return fmt.Errorf("%s signs in as postgres: use a role without superuser rights", name)
		}
		if p, ok := u.User.Password(); !socket && (!ok || len(p) < 16) {
			return fmt.Errorf("%s has a password of less than 16 characters", name)
		}
	}
	return nil
}
