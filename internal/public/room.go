// Package public is the room of the pages that need nobody: start, privacy, accessibility, keys, the check of a
// slip, health.
package public

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/view"
	"nurlykosh/internal/platform/web"
	"nurlykosh/static"
	publicview "nurlykosh/templates/publicview"
)

// Room wires the room's routes.
func Room(a *web.App) {
	a.GET("/", access.Everyone, start)
	for _, name := range []string{"privacy", "accessibility", "keys"} {
		a.GET("/"+name, access.Everyone, text(name))
	}
	a.GET("/healthz", access.Everyone, func(c *web.Ctx) error { return c.String(http.StatusOK, "ok\n") })
	a.GET("/readyz", access.Everyone, ready)
	files := http.StripPrefix("/static/", http.FileServerFS(static.Files()))
	a.Echo.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 6, Skipper: func(c echo.Context) bool {
		return !strings.HasPrefix(c.Request().URL.Path, "/static/") // pages hold tokens: they stay uncompressed
	}}))
	a.GET("/static/*", access.Everyone, func(c *web.Ctx) error {
		name := c.Param("*")
		if info, err := fsStat(name); err != nil || info.IsDir() {
			return errMissing()
		}
		c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		files.ServeHTTP(c.Response(), c.Request())
		return nil
	})
}

func start(c *web.Ctx) error {
	p := publicview.StartPage{Page: c.Page(c.T.T("start.title"))}
	return c.Show(http.StatusOK, publicview.Start(p))
}

// text is a page of headed paragraphs from the catalogue: "<name>.1.title", "<name>.1.text" …
func text(name string) web.Handler {
	return func(c *web.Ctx) error {
		p := publicview.TextPage{Page: c.Page(c.T.T(name + ".title"))}
		for i := '1'; i <= '9'; i++ {
			key := name + "." + string(i)
			if !c.T.Has(key + ".text") {
				break
			}
			p.Parts = append(p.Parts, view.Fact{Name: c.T.T(key + ".title"), Value: c.T.T(key + ".text")})
		}
		return c.Show(http.StatusOK, publicview.Text(p))
	}
}

// ready says whether requests can be served: the database answers, its schema is the program's, the pool is warm.
func ready(c *web.Ctx) error {
	if lacks := c.App.DB.Lacks(c.Request().Context()); lacks != "" {
		return c.String(http.StatusServiceUnavailable, lacks+"\n")
	}
	return c.String(http.StatusOK, "ready\n")
}
