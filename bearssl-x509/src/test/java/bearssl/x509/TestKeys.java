package bearssl.x509;

import java.util.Base64;

/** Private keys that OpenSSL 3.0 made once, each by the command above it, and two of RFC 8410. They protect nothing. */
final class TestKeys {
    // openssl genrsa -traditional 2048
    static final String RSA_PKCS1 = """
            -----BEGIN RSA PRIVATE KEY-----
            MIIEowIBAAKCAQEAvIPT0Yf1CpAz+vnDebUPnECbhVEUy0V9gLi7eIB8//5b/x7x
            sOzkE9GvmRuSL0gkGHlFOI8QpW1UjBNcKMw6STzdBP5uH2m9Eh4EQg/o7tA8CwSA
            AVcbdZcLJRkFHnjZoc+ITu/dVb2nSVMp9FkxqnaeOf2fmLRQCUFFLGX4XzebzWVP
            pOhVB3a7Ig/GHQJQshdaH4+6efdEzGZWf0RUhIiIylykswliLEH9XCTUqvWpjkWl
            oRrLPTo6RpkjHs5x3UX8lDzYLBP1nuMFT5Pv81jG/TBZ2m1TqV7eReAYaQ6BwBfy
            KbStdb3RMzbk6OsvGiEsGiSqdlCGVSkigVAdxwIDAQABAoIBAFfDLaUyHOfOi4yP
            o6vxGbPeNikCPuKFVvDKz+hBNTB+i/jBQLbkCiiZ6Zyng86EUN2d85ZpsE+7ju1p
            g/GwZoA7GBBfnQf905pwI/5XZtNrWVCtxyQYl/2OFI+wTrxJedRFiElrjQkCMrPF
            xlXuAlvAPlh0FU1jwJEWdGw/irpUna3rWRwax3+IMsKZMFq3OE2kYrFyMDau3uWU
            XgxlkS18oWJtP9IV6CDEjKG60SK0yDFb8enNaJD/ILHDoKNNUF8i2ZcoX5+mBlQI
            Updrl+UZSdPR6ucpd+53sxf2L093bEB09jtGgKAzoq8ryOKvFZpsLCpWnaolhMbo
            wFc4p5ECgYEA6w2WhaU68KURB0GV6RNS5Kpcl5+Ticbyb34ccLP709n+iZQPHAa+
            Ca9+TaPZgv9+uzb0my2xBocpCAHMhg0Yggo2l6KMK7VachWRycDV+UrJntRM4JLH
            sDh1hCglt+9zNPKwqluP1P1O2KHDkragYhpLiEma8+FIuV0zhlX1RLcCgYEAzVCJ
            RNUou38mahiialXnh4tCHhjKaocvmFLdDeYRr72s4bkZD7y2dSoxBCOdMORS6DKw
            zds7IW+eUunBPsOexfKXCLtaa64cBfeSdsatFmPQWRAq/jK6/u2RovuHrcjJTbfK
            scNsS9JzCG+zIXoaXjs8wlKTmwvdRhY7d7q6f3ECgYB2XS9ROXVGvTin+MTuy8ZQ
            U+GwkLERDlgDAPR9ZIUJl5rv2NkK+fI0mmT13+6mYtaEnBXtFsMwUFu/JnjBgFK5
            GT+IeFgxom9bR7VUbYDSunBxROM5q3BXMvcqh7UGvNO89AE2qEjzrmNH/52mgcSd
            4jPq+3XGHcorXd2WZi7OXQKBgQCZd3iTre17cQhqx60nZLzisTIjww4SYKgv6Mh5
            Kh7QSSwfsTbNb5bGr1niKSjHMfPSwokr5pIlZQRoH3gmDRzyA2nnyftFf+hMgYjG
            Ja2djdBfslkglxT1luiEdhUtzmbCI/5rr5KUfmMjzDKOdHGfPBIngof4nf6w889R
            qI7c0QKBgD+jxQNdK9X+kodaeQL3dqDWCsufp9Nis4FUY7QUlWTzSfo5XvOjYJ1w
            uqKTHheX44XroC2b0BaXqA18paxs39k6MfaBuIjQu6Y8V9r8xZT7sy2bp73ohlmU
            NgD5epx6pjmcblbcErdmFhgFvi34R22kicp/rrnetigOeQ9G0Pe4
            -----END RSA PRIVATE KEY-----
            """;

    // openssl pkcs8 -topk8 -nocrypt -in RSA_PKCS1
    static final String RSA_PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC8g9PRh/UKkDP6
            +cN5tQ+cQJuFURTLRX2AuLt4gHz//lv/HvGw7OQT0a+ZG5IvSCQYeUU4jxClbVSM
            E1wozDpJPN0E/m4fab0SHgRCD+ju0DwLBIABVxt1lwslGQUeeNmhz4hO791VvadJ
            Uyn0WTGqdp45/Z+YtFAJQUUsZfhfN5vNZU+k6FUHdrsiD8YdAlCyF1ofj7p590TM
            ZlZ/RFSEiIjKXKSzCWIsQf1cJNSq9amORaWhGss9OjpGmSMeznHdRfyUPNgsE/We
            4wVPk+/zWMb9MFnabVOpXt5F4BhpDoHAF/IptK11vdEzNuTo6y8aISwaJKp2UIZV
            KSKBUB3HAgMBAAECggEAV8MtpTIc586LjI+jq/EZs942KQI+4oVW8MrP6EE1MH6L
            +MFAtuQKKJnpnKeDzoRQ3Z3zlmmwT7uO7WmD8bBmgDsYEF+dB/3TmnAj/ldm02tZ
            UK3HJBiX/Y4Uj7BOvEl51EWISWuNCQIys8XGVe4CW8A+WHQVTWPAkRZ0bD+KulSd
            retZHBrHf4gywpkwWrc4TaRisXIwNq7e5ZReDGWRLXyhYm0/0hXoIMSMobrRIrTI
            MVvx6c1okP8gscOgo01QXyLZlyhfn6YGVAhSl2uX5RlJ09Hq5yl37nezF/YvT3ds
            QHT2O0aAoDOiryvI4q8VmmwsKladqiWExujAVzinkQKBgQDrDZaFpTrwpREHQZXp
            E1LkqlyXn5OJxvJvfhxws/vT2f6JlA8cBr4Jr35No9mC/367NvSbLbEGhykIAcyG
            DRiCCjaXoowrtVpyFZHJwNX5Ssme1EzgksewOHWEKCW373M08rCqW4/U/U7YocOS
            tqBiGkuISZrz4Ui5XTOGVfVEtwKBgQDNUIlE1Si7fyZqGKJqVeeHi0IeGMpqhy+Y
            Ut0N5hGvvazhuRkPvLZ1KjEEI50w5FLoMrDN2zshb55S6cE+w57F8pcIu1prrhwF
            95J2xq0WY9BZECr+Mrr+7ZGi+4etyMlNt8qxw2xL0nMIb7MhehpeOzzCUpObC91G
            Fjt3urp/cQKBgHZdL1E5dUa9OKf4xO7LxlBT4bCQsREOWAMA9H1khQmXmu/Y2Qr5
            8jSaZPXf7qZi1oScFe0WwzBQW78meMGAUrkZP4h4WDGib1tHtVRtgNK6cHFE4zmr
            cFcy9yqHtQa807z0ATaoSPOuY0f/naaBxJ3iM+r7dcYdyitd3ZZmLs5dAoGBAJl3
            eJOt7XtxCGrHrSdkvOKxMiPDDhJgqC/oyHkqHtBJLB+xNs1vlsavWeIpKMcx89LC
            iSvmkiVlBGgfeCYNHPIDaefJ+0V/6EyBiMYlrZ2N0F+yWSCXFPWW6IR2FS3OZsIj
            /muvkpR+YyPMMo50cZ88EieCh/id/rDzz1GojtzRAoGAP6PFA10r1f6Sh1p5Avd2
            oNYKy5+n02KzgVRjtBSVZPNJ+jle86NgnXC6opMeF5fjheugLZvQFpeoDXylrGzf
            2Tox9oG4iNC7pjxX2vzFlPuzLZunveiGWZQ2APl6nHqmOZxuVtwSt2YWGAW+LfhH
            baSJyn+uud62KA55D0bQ97g=
            -----END PRIVATE KEY-----
            """;

    // openssl genrsa -traditional 1024
    static final String RSA_1024 = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXAIBAAKBgQD1BTU+Xp51c0tKP2WGvlS/UfVviW0n1xehsb/OFofGHRHA+Ph5
            tzJAiy5NmXyMyaPaAeJL28nkaUZ12fsX7DsjkZfJbgob3o4zMw+OPL7X3lN147c9
            Is0HksxGx3ucuLpHVb4hP4HoMF6hLBxPVtUG6yIw8SzxSFsT/pMRYTOYXQIDAQAB
            AoGBALDFax5uQUBXR/BvQJ4v3xCQ3tPzgA8IPYJorQrQcnBaNJ7WgN2/b7/lKijO
            HW+tYks8pLk5/rSNx0nrVB50Tkz3sVr3dkId/DSzJxQ3YP9jamVdKn6Q+iY9fL9O
            citT3daiUABYsQ15sst4ow/TLZ6t16Wf2sWhv9u/7QriTq5BAkEA+tq5xey/GHVC
            2q+4kQhFQsl6oANB/GISH7LSpmVrPEYKVhYvrjgKbMPlmlxVtp/XpKNsxFManDMy
            R049APyO6QJBAPoL2MiVSrti2foJUTOS2Ebe+Kg547hBDmENtgloQ8wU46we0+d0
            kA28Ybzruyz7r3I1anv2fnLdO1L4O/SR3VUCQDAQapnmw7Ke/SFDm/yF9idWzV0N
            Yr5F2C0kqUHimspgrShTde1OpYizfDG4UV/9fmb4PSXcunOFR7Pr5LpkqckCQG9b
            xVEXg+/OR2ueqKZCWMW/WZh6J5uQhZndpFuuLrt99iNam17yP5GOeyzLA1I2SN2h
            QmowzgHT2y7JVNJH//0CQFsuvCo3gAb6VswNjFSmFK6+ftYiWWVwe3JUqSX/Hm9c
            aj7z5Uu4WxlEOHNG0dmmptls7Yxh4a4IBuONFuxt8uY=
            -----END RSA PRIVATE KEY-----
            """;

    // openssl genrsa -traditional 1031
    static final String RSA_1031 = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICXwIBAAKBgV5+yKuUlYzCBcnqMiSbYt7IkgPzA2DHnekeSBC359M+4c+zlHp6
            8qOdaRoLUuWvMXDq9LzFoylbcxvRX4rcK2Bpad6cFT8tyefqg0KtiU5Y6kOyh9Ff
            UWrH5OcbMA6lya7gIFzv3hX94nqR4onTxnDUOY7GPMWyAKUPZgraV6aG7wIDAQAB
            AoGBIUivDiCr/IRq3ZAsUVCaJranF9UFH5WwPWh5IcplUbcYerxaVDnyNUdAufe7
            H0PyOj/ILKXArtSTWv0IljSu4qM5yFD0kqreFRd/t8nOScueSNXB1hB8HYTNwhlq
            lq9vnx7uDUkdGOOBqVyph7w5NQ/+3hQ1wepYBkFI92GtpPghAkEPFOSlAV58VrGc
            zuLbY3zcWgjBPKeRp4EMuczZfnCubaz1EjzGJBcoMAWiCJZWAF6mXUQVgbwS+KFi
            Sm1g+0divQJBBkP94f8102B+JhUWH1rggN2LUmlrKfO/7x8jOfe0TRTIIi5qyQpP
            B8uZX/XwDmBATMevkxmiIPvaaDnRFFej4RsCQQF4gR+SNZucfK+VAUxxtEBsy0PE
            3XZ3xj7uc4qWKPjpmx8/CwwrgtKZdEMr4TU7zf8dQ0FxqFyVQG+sYGQ/vONlAkEE
            XIG2NcMO7yUAdz8d9lE+Anj/lbftzOk2lxMbP6x211d0S6EzbgSTJYsOvBAswZ0g
            lQNHPtmXYhim4lACe/rsLwJBB4jRme84mFCHkfsJGMNeQEjIrvgubeTaeCZv9p4k
            dKyOd7E1nTmhg+xJD6e1YN3UbyK1v1a4YEtzS0JXHavMfYo=
            -----END RSA PRIVATE KEY-----
            """;

    // openssl genrsa -traditional 1016
    static final String RSA_1016 = """
            -----BEGIN RSA PRIVATE KEY-----
            MIICVwIBAAKBgADPEduMm+OF6A+LPMGkBLq1jLNY7SP8oZj9bkF0UGwIVr6kWUaU
            kFphFW6liuxhGLUOu1xyx/XLOWy21YSjEzwmsOcGRHP2te4TGs5edc7CWQSLBEFZ
            Okp+X2rk6rbVmJ/ib5P/jS0QNcCcnymodwgmml7Q/W9S0oSDXjMC9DRJAgMBAAEC
            gYAAk1DQEnPhZaXYUSXTWb4nmvvTqINlo9jPwBVNqdOBWFlmXgRJq24bbpBR3KI+
            U0HBpg5z0hEidAeRqW20ZFRN1XjvIDuMhWcCtc45fWMLucsBfRAomBdEFO5Rozz5
            gyipg9RXLxdDndPL15cPOuih4C10ao2UQWf3N5yu2gC8lQJADtOxYyy/0Ig91CMW
            5E8dV6JnCQjWRx1q4GihPQ+osX22Nymg49OEXgs1jlQNfiO/fe2RxucDrTma3+Xg
            XlENjwJADfc+JCEdsKYeeJpefiw+UWRgET7GBX2ZyrMJLz7VBBPQsIR/qQSvMkP3
            cECFBRJ+6D/BCAi7wrJFOAe5ZW/kpwI/P8QyI1VRnohTYQeIbF/U0hCjETfwV+ks
            vfU/flzaJn+CK7vdN/d4UP3kVzsmzFjyN6SET+s65MXaTxVW4Eu3AkABLu7b/tZW
            Lm0siN/yzurk2J1vOKNsuay7SRpBH5DLDKbFHiT2/Eef+bRQlZbvzBZmtWg0txC5
            uYM18SmbV7THAkANR/25bd4T2cDxz6vT/4QaJ28xTpeM6j490xkkG+X3qwcbjSu6
            7uH6qYJloy+xficWqpo6tDFF8tx6HMY1VGOz
            -----END RSA PRIVATE KEY-----
            """;

    // openssl genrsa -traditional -primes 3 1536
    static final String RSA_3_PRIMES = """
            -----BEGIN RSA PRIVATE KEY-----
            MIIDqgIBAQKBwQC/NKDTK8YiMCuVYruHgyp94fCbM63iBXKHh1Z08RBxVR7Depzl
            yPOOZ/du38J/msa/26GaThWKasQXFthEOv9eD0iR38T9d7hkj6A5T8R35lviD0SJ
            WdxAruBZcY9c4jw9hF0yYChp8CpXQPRfU1TwRzn0tlGueI92VWQLSDiFn9mGijNa
            vjq3MZI8qSKCT2SjrosE9YoBn7/RPcjDqtcCsK/bvlgVTJlTDlWiTOlTD5f1p0X6
            wzJ46KqTyhqahdECAwEAAQKBwBrRXt0/foK9Dt/dAUB4fTU6w2yBSxoweWfY659r
            UEsVDUONpwPzs3V9z46Vg8oyAz5Vp8zkttC7ONWkNqEbRUWrYDc6Zk8GEIKf2giY
            8QbAS4lk5vnpNAZ1LlLSF3ujcLVZDlSemynUvstx0N/uJxFkhBWMwupL1QgChYp+
            GZ6i9lqO4rZJvq4qmP0MRvVYKPlempaIasibrwYY9sJci552qAW/ND/5JZHLghfd
            FPv7g32l80K3ppU8XIjoqtQzgQJBAOzrjfVG1iIwX/Oc9K890iZIkzTvFQZyGDmX
            i+tFOUy59QNb428E0leFgYzZTpEiVuu0xccqwQbiiggmoMK4zmsCQQDlr2p0WAW4
            N0Tngsy0ganNo5nVT1KtLKbLnRssMbpS2lnRIZ035Ip8SSbEfCvFQyT694riHeG8
            e6soguDnrRA1AkBtU51kS9XQXQZKAmme3CY3aFIVoSXQnaG0Icx9OqpgT4dSj3p5
            5n2xyXeoqTZqHrCBgB+r8ny0UqFjdX/Fm0YVAkBSCms67Wn1mABLtWPLIfl2E3bS
            Q4gjhSx61D4tdgG4sHeehKQ0n7R7mmF3k2bLCiW+Ywc/py7HdWD4km8lMaL1AkA9
            1v0mwyFmKQVkaCwJbJ/UQBUHMilN9xNdsLCMP3zld7h1AT5LLZ1mjK8YbNqXgJsR
            lGgNuvwfOMs28fp35VKpMIHMMIHJAkEA5kY4nGWfQqgeXBhHI/G9iQRpIapkCyb7
            SyaqwkFiDfyv6kcGuMC3oAj+KakQqaJ+4uH+6xaYgyLD5Tisv1ChRwJBAN1LHHpI
            Or3vHIX6mttTJIc5YuMEgXIqOxLkjPNzrAyvCkuFiFMieRTlr4NPwwCSdYgKEVXQ
            +C4FyeZOCc0tal8CQQDC+mrybLiVY2yOEy5DmxK0aqUIrGg19Mpw8+Wkzn693tnO
            /mZuy0OLTZwIqZSp6jpVztzm+KdKGboFcQhr+23G
            -----END RSA PRIVATE KEY-----
            """;

    // openssl genpkey -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024
    static final String RSA_PSS = """
            -----BEGIN PRIVATE KEY-----
            MIICdAIBADALBgkqhkiG9w0BAQoEggJgMIICXAIBAAKBgQC30VjOVukaoz63HhyH
            t2Hd5dd3xcosqoWmxcQYyKth2wk1NMhx9mqvXSnqaZqC+TZF8Mn2ixOhmYHzcQUi
            TSd5+HPtsgzW5dUHDGtthaPKMbMAt+e2ou3VlIXWPHcY+PUgVG0X8XzEX+Faqxnp
            by0zrmb5AtBrFNOF3iPIzcjaMQIDAQABAoGABJu3+TxOjb9n9BlKJ9DeID0B4NvR
            jLsdrKeqmeB2A3cFTRMsr0a5N/pC8cCCAiSTSr+VoJut+1Ao5NyBf3GluqswR9GI
            tA/fBr5CqS92330y5sQqN680yEqvub/lcyO2e0oPFk9Rz1tk8cdSgXCSFLN3xiFs
            uOIaLqaYu/K6zv0CQQDhn5iWdt6Lro9TtoUpWqvyblx2L6vPE1/Gt8v8+fn5xb9l
            V2ZAUHNxqerNtVQWSuWD0g2GeG4DP8yTNmhJBd3LAkEA0JDdURqhKdWpOagPwvT8
            lJex9TetHkJPPsQn6UsZhJ6g4373RuPp6BfHs5dCcWvYcT8hNciX0V9A4lErAKuo
            cwJAKm5ePuXKApDoiYDI2DciISyaHOvoLsBhAbktFr1YQp3q2b8vDqdSnqyq6NbS
            IoMhWMIXIxPg9KF58rGHuTvuMwJAFc/wtXi5fiyQRC1laJhCii/LNsAZ5N4+d2wA
            WI+4HXyRivlOVyWi4tkJ06hwFHiY7E8T5BIUfpsdqA2hF7LcLQJBAJ0FiBYU7egA
            Q7XZ9+addaeBsvtb2WbQ2yjEgiG71UpzEbzAML4LvDaXDXLu0fXu1i2qQqtqt/vA
            NUCkeEcb6pY=
            -----END PRIVATE KEY-----
            """;

    // openssl ecparam -name prime256v1 -genkey -noout
    static final String EC_SEC1 = """
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIAz5Tz/qwYEYeQvkfXkrIGDdMvm8WA21jWqOZ5yUDrwloAoGCCqGSM49
            AwEHoUQDQgAE5vbP9LnRBC7nSs2Vx2I5KwDLkvw6C6Lj5Pe8Y7Z84f0xCQlxp0CY
            FbuCZh2jGGQzPlXk0AqnNnfxanaxnXyBow==
            -----END EC PRIVATE KEY-----
            """;

    // openssl ec -in EC_SEC1 -conv_form compressed
    static final String EC_COMPRESSED = """
            -----BEGIN EC PRIVATE KEY-----
            MFcCAQEEIAz5Tz/qwYEYeQvkfXkrIGDdMvm8WA21jWqOZ5yUDrwloAoGCCqGSM49
            AwEHoSQDIgAD5vbP9LnRBC7nSs2Vx2I5KwDLkvw6C6Lj5Pe8Y7Z84f0=
            -----END EC PRIVATE KEY-----
            """;

    // openssl ec -in EC_SEC1 -no_public
    static final String EC_NO_PUBLIC = """
            -----BEGIN EC PRIVATE KEY-----
            MDECAQEEIAz5Tz/qwYEYeQvkfXkrIGDdMvm8WA21jWqOZ5yUDrwloAoGCCqGSM49
            AwEH
            -----END EC PRIVATE KEY-----
            """;

    // openssl ec -in EC_SEC1 -param_enc explicit
    static final String EC_EXPLICIT = """
            -----BEGIN EC PRIVATE KEY-----
            MIIBaAIBAQQgDPlPP+rBgRh5C+R9eSsgYN0y+bxYDbWNao5nnJQOvCWggfowgfcC
            AQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAAAAAAAAAAAAAA////////////////
            MFsEIP////8AAAABAAAAAAAAAAAAAAAA///////////////8BCBaxjXYqjqT57Pr
            vVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSdNgiG5wSTamZ44ROdJreBn36QBEEE
            axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54W
            K84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA//////////+85vqtpxeehPO5ysL8
            YyVRAgEBoUQDQgAE5vbP9LnRBC7nSs2Vx2I5KwDLkvw6C6Lj5Pe8Y7Z84f0xCQlx
            p0CYFbuCZh2jGGQzPlXk0AqnNnfxanaxnXyBow==
            -----END EC PRIVATE KEY-----
            """;

    // openssl pkcs8 -topk8 -nocrypt -in EC_SEC1
    static final String EC_PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDPlPP+rBgRh5C+R9
            eSsgYN0y+bxYDbWNao5nnJQOvCWhRANCAATm9s/0udEELudKzZXHYjkrAMuS/DoL
            ouPk97xjtnzh/TEJCXGnQJgVu4JmHaMYZDM+VeTQCqc2d/FqdrGdfIGj
            -----END PRIVATE KEY-----
            """;

    // openssl pkcs8 -topk8 -nocrypt -in EC_EXPLICIT
    static final String EC_PKCS8_EXPLICIT = """
            -----BEGIN PRIVATE KEY-----
            MIIBeQIBADCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAAB
            AAAAAAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA
            ///////////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMV
            AMSdNgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg
            9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8A
            AAAA//////////+85vqtpxeehPO5ysL8YyVRAgEBBG0wawIBAQQgDPlPP+rBgRh5
            C+R9eSsgYN0y+bxYDbWNao5nnJQOvCWhRANCAATm9s/0udEELudKzZXHYjkrAMuS
            /DoLouPk97xjtnzh/TEJCXGnQJgVu4JmHaMYZDM+VeTQCqc2d/FqdrGdfIGj
            -----END PRIVATE KEY-----
            """;

    // openssl ecparam -name secp384r1 -genkey -noout
    static final String P384_SEC1 = """
            -----BEGIN EC PRIVATE KEY-----
            MIGkAgEBBDCZa8NJUg2KOmlPAX5dkcnliAfkeEX0IXRR02Q/GIdz8aF+k0yiDQrT
            rOGWJv3lyEKgBwYFK4EEACKhZANiAARLSKl7hgmmFq31IYpAjcQ/3QUdvJ/zpajB
            5vVKdpxggZ2eddp6ditsBtRoWAg6XJNYodi1jQ7lyz3SSizTFlL0PtCrUf3ytQz8
            SkAnKCfJoU9HQHxL63EkWfLUzWfpXSk=
            -----END EC PRIVATE KEY-----
            """;

    // openssl pkcs8 -topk8 -nocrypt -in P384_SEC1
    static final String P384_PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCZa8NJUg2KOmlPAX5d
            kcnliAfkeEX0IXRR02Q/GIdz8aF+k0yiDQrTrOGWJv3lyEKhZANiAARLSKl7hgmm
            Fq31IYpAjcQ/3QUdvJ/zpajB5vVKdpxggZ2eddp6ditsBtRoWAg6XJNYodi1jQ7l
            yz3SSizTFlL0PtCrUf3ytQz8SkAnKCfJoU9HQHxL63EkWfLUzWfpXSk=
            -----END PRIVATE KEY-----
            """;

    // openssl genpkey -algorithm X25519
    static final String X25519 = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VuBCIEIBBf5QW+Z1Q4lx+OL8S1cIHqkyaHnCTLnf5XqOq6YBhL
            -----END PRIVATE KEY-----
            """;

    // openssl dsaparam -genkey 1024 | openssl pkcs8 -topk8 -nocrypt
    static final String DSA_PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIIBWgIBADCCATMGByqGSM44BAEwggEmAoGBAISZ3+W0nLtdV0VjexazhrIO/D6S
            L73kYZnpwKRqOdiflNMo7kJx1NamBdZUFbL7bEeCD4E4NoK9d+NChirBQ/9wOjH4
            CBJriYcByZJtOUhGoBfDrrpg8mYGtqsoqfJwBPmaum+G9IADYAD+2TaWcl6pYkZQ
            0LuxfEaxU/YGFd63Ah0AlMxBqAfaPjBtdALYn4wjCSX2DscpKxDFCBJ5ywKBgETg
            XAFQFn4s0p1WgqR7SKd5UfCkFUj63OgAl7H6EDGNUBSIOnZl20vPic6sYSlF/zxd
            6xdM8OL2o2cdVm9+OgoHaU3P1gz5QpixnGjpHF3HlHnsc28Zh3efdVr1++tf24g/
            TOSBGtcZ5cg8Vb8nTDnC9g0vrvM1/mmgF/iw9wkFBB4CHDIORP6lSlZ1nkdq6tmJ
            OdmckakUBoK6sGup3YI=
            -----END PRIVATE KEY-----
            """;

    // openssl pkcs8 -topk8 -in EC_SEC1 -passout pass:x
    static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiNBJLPM9iqHQICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEDgdFTD8/VJGzqb4rz4uCtwEgZBY
            lkt+JcXJwNiLYqFIcNBnsr01MYWdukS3Y2SBnrLRTX7/SZ13+g3kY99Ibyc8o+GE
            pOkIM2nMLZhbJzE74qwgH3zjNq8whriSgZ7tsodID1qdVOwiawwbQzmab9FZHuw5
            g6gbGF5xWZZVYMRVRnYK6tqLUPO6oMSI9VRvl043EC1hgjjy3DNAB+oTO6rKrxo=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    // openssl ec -aes128 -passout pass:x -in EC_SEC1
    static final String TRADITIONAL = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,F06D55F84167810B87C5283F81DC90CC
            
            YRP2RzE2aoXnCL6fc+A4sGYDXgFwedVExVMIUdBY9nz9sB5F2G7fYlXoNTW4ahXF
            5znLxxRZz6qr5fLPVMui4gqGTUq4sFhNUjetzuaUcZ2uRY9iO9MNSi5Ay4E8CGrp
            Bs3oRJoZQRWlSiaUEmXtQrSEibmZPXUV1dQp6YLhRl4=
            -----END EC PRIVATE KEY-----
            """;

    // RFC 8410, 10.3: Ed25519, without and with attributes and public key
    static final String ED25519 = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;
    static final String ED25519_V2 = """
            -----BEGIN PRIVATE KEY-----
            MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
            Z9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PRIVATE KEY-----
            """;

    private TestKeys() {
    }

    /** The bytes in a PEM block. */
    static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
    }
}
