package db_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/testkit"
)

// proxy stands between the programme and the server and understands as much of the protocol as it takes to break a
// connection at a chosen message.
type proxy struct {
	listener net.Listener
	server   string // the real socket
	code     string // of the error that errorAndClose sends

	mu      sync.Mutex
	plan    plan
	refuses bool
	broken  int
	open    []net.Conn
}

// plan says what happens to the next query that contains a text, or to each.
type plan struct {
	text  string
	act   int
	each  bool   // not the next alone, but every one
	after func() // when it happened
}

const (
	nothing       = iota
	dropReply     // the server answers, the answer never arrives
	dropAtOnce    // the query arrives, the connection goes before there is an answer
	errorAndClose // an error arrives, and the connection goes (trust.md M5)
)

// between makes a pool whose connections pass a proxy.
func between(t *testing.T, d *testkit.Database) (*proxy, *db.DB) {
	t.Helper()
	u, err := url.Parse(d.AppURL)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "nk-proxy-")
	if err != nil {
		t.Fatal(err)
	}
	socket := ".s.PGSQL." + u.Port()
	p := &proxy{server: filepath.Join(u.Query().Get("host"), socket)}
	if p.listener, err = net.Listen("unix", filepath.Join(dir, socket)); err != nil {
		t.Fatal(err)
	}
	u.RawQuery = url.Values{"host": {dir}, "sslmode": {"disable"}}.Encode()
	pool, err := db.Open(u.String(), d.Keys, db.Options{MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	go p.serve()
	t.Cleanup(func() {
		_ = pool.Close()
		_ = p.listener.Close()
		_ = os.RemoveAll(dir)
	})
	return p, pool
}

func (p *proxy) will(x plan) { p.mu.Lock(); p.plan = x; p.mu.Unlock() }

// refuse cuts every connection and lets nobody in any more, or again.
func (p *proxy) refuse(yes bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuses = yes
	for _, c := range p.open {
		_ = c.Close()
	}
	p.open = nil
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		no := p.refuses
		if !no {
			p.open = append(p.open, client)
		}
		p.mu.Unlock()
		if no {
			_ = client.Close()
			continue
		}
		server, err := net.Dial("unix", p.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		go p.pass(client, server)
	}
}

// pass carries one connection: the start has no letter, every later message has one and a length.
func (p *proxy) pass(client, server net.Conn) {
	defer client.Close()
	left := false
	defer func() {
		if !left {
			_ = server.Close()
		}
	}()
	var size [4]byte
	if _, err := io.ReadFull(client, size[:]); err != nil {
		return
	}
	body := make([]byte, binary.BigEndian.Uint32(size[:])-4)
	if _, err := io.ReadFull(client, body); err != nil {
		return
	}
	_, _ = server.Write(append(size[:], body...))
	dropping := make(chan func(), 1)
	go p.answers(client, server, dropping)
	for {
		head, body, err := message(client)
		if err != nil {
			return
		}
		act, after := p.meets(head, body)
		switch act {
		case dropReply:
			dropping <- after
		case errorAndClose:
			fields := "SERROR\x00VERROR\x00C" + p.code + "\x00Mserver conn crashed?\x00\x00"
			reply := append([]byte{'E'}, binary.BigEndian.AppendUint32(nil, uint32(len(fields)+4))...)
			_, _ = client.Write(append(reply, fields...))
			return
		}
		if _, err := server.Write(append(head, body...)); err != nil {
			return
		}
		if act == dropAtOnce {
			after()
			left = true // the server does not learn that the client has gone
			return
		}
	}
}

// answers carries what the server says, until an answer must not arrive.
func (p *proxy) answers(client, server net.Conn, dropping chan func()) {
	for {
		head, body, err := message(server)
		if err != nil {
			return
		}
		if head[0] == 'C' && bytes.HasPrefix(body, []byte("COMMIT")) {
			select {
			case after := <-dropping:
				after()
				_ = client.Close()
				_ = server.Close()
				return
			default:
			}
		}
		if _, err := client.Write(append(head, body...)); err != nil {
			return
		}
	}
}

// meets asks the plan about a message, once.
func (p *proxy) meets(head, body []byte) (int, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.plan.act == nothing || head[0] != 'Q' && head[0] != 'P' || !bytes.Contains(body, []byte(p.plan.text)) {
		return nothing, nil
	}
	x := p.plan
	if !x.each {
		p.plan = plan{}
	}
	p.broken++
	if x.after == nil {
		x.after = func() {}
	}
	return x.act, x.after
}

func message(r io.Reader) (head, body []byte, err error) {
	head = make([]byte, 5)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, nil, err
	}
	body = make([]byte, binary.BigEndian.Uint32(head[1:])-4)
	_, err = io.ReadFull(r, body)
	return head, body, err
}
