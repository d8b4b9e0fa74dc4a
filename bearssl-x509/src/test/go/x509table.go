// Go's verdicts on the cases of docs/X509.md: reads lines of "verify -batch" on standard input, prints for each its
// number and "accepts", or "refuses" and why. See docs/X509.md for the command.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"
)

func certificate(text string) (*x509.Certificate, error) {
	der, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func judge(line string) (id string, err error) {
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool()}
	var leaf *x509.Certificate
	for _, token := range strings.Split(line, " ") {
		key, value, _ := strings.Cut(token, "=")
		var cert *x509.Certificate
		switch key {
		case "id":
			id = value
		case "sni":
			options.DNSName, err = url.PathUnescape(value)
		case "time":
			options.CurrentTime, err = time.Parse(time.RFC3339, value)
		case "ca":
			if cert, err = certificate(value); err == nil {
				options.Roots.AddCert(cert)
			}
		case "cert":
			if cert, err = certificate(value); err == nil && leaf == nil {
				leaf = cert
			} else if err == nil {
				options.Intermediates.AddCert(cert)
			}
		}
		if err != nil {
			return
		}
	}
	_, err = leaf.Verify(options)
	return
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if id, err := judge(in.Text()); err == nil {
			fmt.Println(id, "accepts")
		} else {
			fmt.Println(id, "refuses:", err)
		}
	}
}
