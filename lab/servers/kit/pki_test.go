package main

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
)

var noon = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

func freshPki(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "new", "pki")
	must(t, writePki(folder, noon))
	return folder
}

func TestWritesExactlyWhatAClusterNeeds(t *testing.T) {
	folder := freshPki(t)
	entries, err := os.ReadDir(folder)
	must(t, err)
	var got []string
	for _, entry := range entries {
		info, err := entry.Info()
		must(t, err)
		got = append(got, fmt.Sprintf("%s %s", info.Mode(), entry.Name()))
	}
	want := []string{
		"-rw-r--r-- admin.crt", "-rw------- admin.key",
		"-rw-r--r-- apiserver.crt", "-rw------- apiserver.key",
		"-rw-r--r-- ca.crt", "-rw------- ca.key",
		"-rw-r--r-- kubelet-client.crt", "-rw------- kubelet-client.key",
		"-rw-r--r-- kwok.crt", "-rw------- kwok.key",
		"-rw------- sa.key", "-rw-r--r-- sa.pub",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("files are\n%q\nnot\n%q", got, want)
	}
}

func TestSignsEveryCertificateForItsOwnUseOnly(t *testing.T) {
	folder := freshPki(t)
	authority := authorities(t, folder)
	servers := x509.ExtKeyUsageServerAuth
	clients := x509.ExtKeyUsageClientAuth
	cases := []struct {
		name, subject string
		dnsNames      []string
		addresses     string
		use, misuse   x509.ExtKeyUsage
	}{
		{
			"apiserver", "CN=kube-apiserver",
			[]string{"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"},
			"[127.0.0.1]", servers, clients,
		},
		{"kwok", "CN=kwok", []string{"localhost"}, "[127.0.0.1]", servers, clients},
		{"admin", "CN=lab-cert-admin,O=system:masters", nil, "[]", clients, servers},
		{"kubelet-client", "CN=kube-apiserver-kubelet-client", nil, "[]", clients, servers},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			// Also fails when the key is not the certificate's.
			pair := pair(t, folder, each.name)
			leaf := pair.Leaf
			equal(t, "subject", leaf.Subject.String(), each.subject)
			if !reflect.DeepEqual(leaf.DNSNames, each.dnsNames) {
				t.Errorf("names are %q, not %q", leaf.DNSNames, each.dnsNames)
			}
			equal(t, "addresses", fmt.Sprint(leaf.IPAddresses), each.addresses)
			equal(t, "start", leaf.NotBefore, noon.Add(-time.Hour))
			equal(t, "end", leaf.NotAfter, noon.Add(30*24*time.Hour))
			equal(t, "algorithm", leaf.PublicKeyAlgorithm, x509.ECDSA)
			options := x509.VerifyOptions{
				Roots: authority, CurrentTime: noon,
				KeyUsages: []x509.ExtKeyUsage{each.use},
			}
			_, err := leaf.Verify(options)
			must(t, err)
			options.KeyUsages = []x509.ExtKeyUsage{each.misuse}
			if _, err := leaf.Verify(options); err == nil {
				t.Error("it may be used for what it was not made for")
			}
			options.KeyUsages = []x509.ExtKeyUsage{each.use}
			options.Roots = authorities(t, freshPki(t))
			if _, err := leaf.Verify(options); err == nil {
				t.Error("the authority of another lab vouches for it")
			}
		})
	}
}

func TestServerAndClientAcceptEachOther(t *testing.T) {
	folder := freshPki(t)
	authority := authorities(t, folder)
	atNoon := func() time.Time { return noon }
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{pair(t, folder, "apiserver")},
		ClientCAs:    authority,
		ClientAuth:   tls.RequireAndVerifyClientCert,
		Time:         atNoon,
	})
	must(t, err)
	defer listener.Close()
	for _, host := range []string{"127.0.0.1", "localhost", "kubernetes", "kubernetes.default.svc"} {
		t.Run(host, func(t *testing.T) {
			who := make(chan string, 1)
			go func() { who <- firstClient(listener) }()
			connection, err := tls.Dial("tcp", listener.Addr().String(), &tls.Config{
				Certificates: []tls.Certificate{pair(t, folder, "admin")},
				RootCAs:      authority,
				ServerName:   host,
				Time:         atNoon,
			})
			must(t, err)
			defer connection.Close()
			equal(t, "client", <-who, "CN=lab-cert-admin,O=system:masters")
		})
	}
}

// firstClient shakes hands with one client and names it.
func firstClient(listener net.Listener) string {
	connection, err := listener.Accept()
	if err != nil {
		return err.Error()
	}
	defer connection.Close()
	secured := connection.(*tls.Conn)
	if err := secured.Handshake(); err != nil {
		return err.Error()
	}
	return secured.ConnectionState().PeerCertificates[0].Subject.String()
}

func TestTokensSignedWithTheKeyAreAcceptedByItsPublicHalf(t *testing.T) {
	folder := freshPki(t)
	private, err := x509.ParsePKCS8PrivateKey(block(t, folder, "sa.key", "PRIVATE KEY"))
	must(t, err)
	public, err := x509.ParsePKIXPublicKey(block(t, folder, "sa.pub", "PUBLIC KEY"))
	must(t, err)
	equal(t, "bits", public.(*rsa.PublicKey).Size()*8, 2048)
	digest := sha256.Sum256([]byte("token"))
	signature, err := private.(*rsa.PrivateKey).Sign(rand.Reader, digest[:], crypto.SHA256)
	must(t, err)
	must(t, rsa.VerifyPKCS1v15(public.(*rsa.PublicKey), crypto.SHA256, digest[:], signature))
}

func TestReplacesTheFilesOfAnEarlierRun(t *testing.T) {
	folder := freshPki(t)
	before := authorities(t, folder)
	must(t, os.Chmod(filepath.Join(folder, "admin.key"), 0o644))
	must(t, writePki(folder, noon))
	equal(t, "same authority", authorities(t, folder).Equal(before), false)
	info, err := os.Stat(filepath.Join(folder, "admin.key"))
	must(t, err)
	equal(t, "mode", info.Mode(), 0o600)
	_, err = pair(t, folder, "admin").Leaf.Verify(x509.VerifyOptions{
		Roots: authorities(t, folder), CurrentTime: noon,
		KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	must(t, err)
}

func authorities(t *testing.T, folder string) *x509.CertPool {
	t.Helper()
	ca, err := x509.ParseCertificate(block(t, folder, "ca.crt", "CERTIFICATE"))
	must(t, err)
	// Throws out an authority whose key is another's, which no chain would show.
	pair(t, folder, "ca")
	pool := x509.NewCertPool()
	pool.AddCert(ca)
	return pool
}

func pair(t *testing.T, folder, name string) tls.Certificate {
	t.Helper()
	path := filepath.Join(folder, name)
	pair, err := tls.LoadX509KeyPair(path+".crt", path+".key")
	must(t, err)
	return pair
}

func block(t *testing.T, folder, file, kind string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, file))
	must(t, err)
	block, rest := pem.Decode(text)
	if block == nil || len(rest) > 0 {
		t.Fatalf("%s is not exactly one PEM block", file)
	}
	equal(t, "kind", block.Type, kind)
	return block.Bytes
}
