package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"time"
)

// lifetime is how long the certificates hold; a lab lives for hours.
const lifetime = 30 * 24 * time.Hour

// certificate is one to be written as NAME.crt and NAME.key.
type certificate struct {
	name    string
	subject pkix.Name
	// hosts are the names a server answers to, besides 127.0.0.1; a client has none.
	hosts []string
	usage x509.ExtKeyUsage
}

var certificates = []certificate{
	{
		name:    "apiserver",
		subject: pkix.Name{CommonName: "kube-apiserver"},
		hosts: []string{
			"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
		},
		usage: x509.ExtKeyUsageServerAuth,
	},
	{
		// Where kwok answers for the kubelets of all nodes.
		name:    "kwok",
		subject: pkix.Name{CommonName: "kwok"},
		hosts:   []string{"localhost"},
		usage:   x509.ExtKeyUsageServerAuth,
	},
	{
		name:    "admin",
		subject: pkix.Name{CommonName: "lab-cert-admin", Organization: []string{"system:masters"}},
		usage:   x509.ExtKeyUsageClientAuth,
	},
	{
		// How the API server shows itself to kwok.
		name:    "kubelet-client",
		subject: pkix.Name{CommonName: "kube-apiserver-kubelet-client"},
		usage:   x509.ExtKeyUsageClientAuth,
	},
}

func runPki(arguments []string, complaints io.Writer) int {
	if len(arguments) != 1 {
		fmt.Fprintf(complaints, "kit pki: exactly one folder is to be named\n%s", usage)
		return statusMisused
	}
	if err := writePki(arguments[0], time.Now()); err != nil {
		fmt.Fprintf(complaints, "kit pki: %v\n", err)
		return statusFailed
	}
	return statusDone
}

// writePki writes a new authority and everything it signs. Files of an earlier run are replaced, so
// that the folder never holds a mixture that almost works.
func writePki(folder string, now time.Time) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	// An hour back, because a virtual machine's clock may step while the lab starts.
	from := now.Add(-time.Hour)
	until := now.Add(lifetime)

	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	ca := &x509.Certificate{
		Subject:   pkix.Name{CommonName: "lab-ca"},
		NotBefore: from,
		NotAfter:  until,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign |
			x509.KeyUsageDigitalSignature,
		BasicConstraintsValid: true,
		IsCA:                  true,
	}
	der, err := x509.CreateCertificate(rand.Reader, ca, ca, caKey.Public(), caKey)
	if err != nil {
		return err
	}
	// What has been signed is parsed again: it carries the key's identity, which the others name.
	if ca, err = x509.ParseCertificate(der); err != nil {
		return err
	}
	if err := writePair(folder, "ca", der, caKey); err != nil {
		return err
	}
	for _, each := range certificates {
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		if err != nil {
			return err
		}
		leaf := &x509.Certificate{
			Subject:     each.subject,
			NotBefore:   from,
			NotAfter:    until,
			KeyUsage:    x509.KeyUsageDigitalSignature,
			ExtKeyUsage: []x509.ExtKeyUsage{each.usage},
			DNSNames:    each.hosts,
		}
		if len(each.hosts) > 0 {
			leaf.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
		}
		der, err := x509.CreateCertificate(rand.Reader, leaf, ca, key.Public(), caKey)
		if err != nil {
			return err
		}
		if err := writePair(folder, each.name, der, key); err != nil {
			return err
		}
	}
	return writeSigningKeys(folder)
}

// writeSigningKeys writes what service account tokens are signed and checked with. RSA, because
// that is what clusters have, and a reader of such tokens should meet the usual.
func writeSigningKeys(folder string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if err := writeKey(folder, "sa.key", key); err != nil {
		return err
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return err
	}
	return writePem(folder, "sa.pub", "PUBLIC KEY", der, 0o644)
}

func writePair(folder, name string, der []byte, key crypto.Signer) error {
	if err := writePem(folder, name+".crt", "CERTIFICATE", der, 0o644); err != nil {
		return err
	}
	return writeKey(folder, name+".key", key)
}

// writeKey writes PKCS #8, the one form that Go, OpenSSL and the JDK all read by themselves.
func writeKey(folder, file string, key crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return writePem(folder, file, "PRIVATE KEY", der, 0o600)
}

func writePem(folder, file, kind string, der []byte, mode os.FileMode) error {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	path := filepath.Join(folder, file)
	// An existing file would keep its mode, and its old text until the write.
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(path, text, mode)
}
