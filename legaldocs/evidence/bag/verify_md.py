"""VERIFY.md: how to check the bag with common tools, without this program."""

from __future__ import annotations

from legaldocs.evidence.bag.statement import NOT_PROVEN

VERIFY_MD = "VERIFY.md"

_TEXT = """\
# 怎样核对这个证据包

本文件夹是按 BagIt 1.0（RFC 8493）制作的证据包。核对不需要制作它的软件，用系统自带或通用的工具即可。
以下命令在本文件夹内运行（Linux、macOS，或 Windows 的 Git Bash、WSL）。每条命令都应无错误结束。

## 1. 文件是否齐全、未改动

```sh
sha256sum --check --strict --quiet tagmanifest-sha256.txt
sha256sum --check --strict --quiet manifest-sha256.txt
sha512sum --check --strict --quiet tagmanifest-sha512.txt
sha512sum --check --strict --quiet manifest-sha512.txt
```

证明：清单所列的每个文件都在，且与清单所载摘要一致。不能发现：清单之外多出的文件。

```sh
export LC_ALL=C
{{ cut -c67- manifest-sha256.txt tagmanifest-sha256.txt; find . ! -type d \\
  ! -path ./tagmanifest-sha256.txt ! -path ./tagmanifest-sha512.txt ! -path ./seal/statement.json \\
  ! -path ./seal/statement.p7s ! -path ./seal/statement.tsr | cut -c3-; }} \\
  | sort | uniq -c | {{ ! grep -v '^ *2 '; }}
```

证明：没有多出的文件。什么都不显示就是没有；显示出来的每一行是清单之外多出（或者缺少）的一个文件。

```sh
bagit.py --validate .
```

证明：data 文件夹里没有清单之外的文件，文件数与字节数和 bag-info.txt 所载一致。
不能发现：data 之外多出的文件。

## 2. 清单是否就是被封存的清单

```sh
sha256sum tagmanifest-sha256.txt tagmanifest-sha512.txt
openssl dgst -sm3 tagmanifest-sha256.txt tagmanifest-sha512.txt
cat seal/statement.json
```

证明：输出的摘要与 seal/statement.json 中 tag_manifests 所载逐字相同时，清单就是封存声明所指的清单。

## 3. 谁封存（有 seal/statement.p7s 时）

先看签名本身是否成立、签名证书是谁的：

```sh
openssl cms -verify -binary -inform DER -in seal/statement.p7s -content seal/statement.json \\
  -noverify -out /dev/null -signer ../found.pem
openssl x509 -in ../found.pem -noout -subject -nameopt utf8 -fingerprint -sha256
```

证明：封存声明自签名后未改动。签名证书取出存为上一层文件夹的 found.pem，显示其名称和 SHA-256 指纹。
指纹可以与签名人另外告知的逐字比对；名称不证明签名人的身份，因为证书就在签名文件里，任何人都能自制一张。

再用从别处取得的签名人证书（signer.pem）核对身份：

```sh
openssl cms -verify -binary -inform DER -in seal/statement.p7s -content seal/statement.json \\
  -CAfile signer.pem -partial_chain -purpose any -no_check_time -out /dev/null
```

证明：签名由该证书的持有人作出。

## 4. 何时封存（有 seal/statement.tsr 时）

用从时间戳机构取得的根证书（tsa.pem）核对：

```sh
openssl ts -reply -in seal/statement.tsr -text
when=$(openssl ts -reply -in seal/statement.tsr -text | sed -n 's/\\.[0-9]*//; s/^Time stamp: //p')
at=$(date -u -d "$when" +%s 2>/dev/null || LC_ALL=C date -u -j -f '%b %e %T %Y %Z' "$when" +%s)
openssl ts -verify -data seal/statement.p7s -in seal/statement.tsr -CAfile tsa.pem -attime "$at"
```

证明：签名在第一条命令所示时间（Time stamp）之前已经存在，因此被签名的文件在那之前也已经存在。
机构的证书按该时间判断是否有效（-attime，换算成秒），所以证书到期之后仍能核对。
macOS 自带的 openssl 是 LibreSSL，没有 -attime：换用 OpenSSL（例如由 Homebrew 安装），
或者在证书到期之前去掉 -attime "$at" 核对。

## 不证明什么

{not_proven}
"""


def verify_md() -> bytes:
    """Return VERIFY.md; it is the same in every bag of one version."""
    return _TEXT.format(not_proven="\n".join(f"- {limit}" for limit in NOT_PROVEN)).encode()
